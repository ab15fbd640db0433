package dev.shoplake.producers.collect;

/** A body that cannot be split into events, so that no event of it can be judged. */
final class MalformedBatchException extends Exception {
    MalformedBatchException(String message) {
        super(message);
    }
}
