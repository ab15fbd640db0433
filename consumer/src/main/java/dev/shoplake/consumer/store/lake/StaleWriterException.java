package dev.shoplake.consumer.store.lake;

import dev.shoplake.consumer.read.SourcePartition;

/** Somebody else has committed a partition that this writer believed to be its own. Nothing was written. */
public final class StaleWriterException extends RuntimeException {
    StaleWriterException(SourcePartition source, long expected, long found) {
        super("raw.events holds %s up to offset %d, this writer expected %d: another writer owns the partition"
                .formatted(source, found, expected));
    }
}
