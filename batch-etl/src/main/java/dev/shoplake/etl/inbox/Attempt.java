package dev.shoplake.etl.inbox;

import dev.shoplake.etl.extract.RawFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What came of the last run that the inbox has begun.
 *
 * @param content what waits and needs no run before {@code notBefore}
 * @param notBefore far away after a run that was well: what it has left is not tried again unless it changes
 * @param pause before the next try of the same content, if this one has failed
 * @param first pause after a first failure
 */
record Attempt(List<RawFiles.Stored> content, Instant notBefore, Duration pause, Duration first) {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    Attempt {
        content = List.copyOf(content);
    }

    /** Before the first run. */
    static Attempt none(Duration every) {
        return new Attempt(List.of(), Instant.MAX, every, every);
    }

    boolean isDue(List<RawFiles.Stored> waiting, Instant now) {
        return !waiting.isEmpty() && (!waiting.equals(content) || !now.isBefore(notBefore));
    }

    /** The run was well and has left this. */
    Attempt succeeded(List<RawFiles.Stored> left) {
        return new Attempt(left, Instant.MAX, first, first);
    }

    /** The run on this content has failed: the same is tried again after twice the pause. */
    Attempt failed(List<RawFiles.Stored> tried, Instant now) {
        var doubled = tried.equals(content) ? pause.multipliedBy(2) : first.multipliedBy(2);
        var next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return new Attempt(tried, now.plus(next), next, first);
    }
}
