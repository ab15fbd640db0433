package dev.shoplake.producers.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** When a message is due: its distance from the first one, divided by the speed. */
final class Pace {
    private final double speed;
    private final LongSupplier nanoTime;
    private @Nullable Instant firstEvent;
    private long firstSent;

    /**
     * A pace.
     *
     * @param speed 60 makes an hour pass in a minute; 0 means at once
     */
    Pace(double speed, LongSupplier nanoTime) {
        this.speed = speed;
        this.nanoTime = nanoTime;
    }

    /** Nanoseconds until the event is due; 0 or less if it is, or if it has no time. */
    long nanosUntil(@Nullable Instant occurredAt) {
        if (speed == 0 || occurredAt == null) {
            return 0;
        }
        if (firstEvent == null) {
            firstEvent = occurredAt;
            firstSent = nanoTime.getAsLong();
            return 0;
        }
        double distance = Duration.between(firstEvent, occurredAt).toMillis() * 1e6 / speed;
        return (long) distance - (nanoTime.getAsLong() - firstSent);
    }
}
