package dev.shoplake.etl.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Days of the events that came to the lake, from what Iceberg knows of its files: each has the number of the commit that
 * added it, and the bounds of its columns. No file is opened.
 *
 * @param zone decides the day of an event
 */
record EventChanges(Table events, ZoneId zone) {
    /** Number of the newest commit; 0 before the first. */
    long sequence() {
        var snapshot = events.currentSnapshot();
        return snapshot == null ? 0 : snapshot.sequenceNumber();
    }

    /**
     * Days of the events that came after a commit and that no run has read.
     *
     * @param runs all published runs
     */
    @Nullable
    Days days(List<PublishedRun> runs, long sinceSequence, Instant until) {
        Days days = null;
        try (var tasks = events.newScan().includeColumnStats().planFiles()) {
            for (var task : tasks) {
                var file = task.file();
                if (file.dataSequenceNumber() > sinceSequence
                        && !bound(file.lowerBounds(), "ingested_at").isAfter(until)) {
                    var ofFile = new Days(
                            day(bound(file.lowerBounds(), "occurred_at")),
                            day(bound(file.upperBounds(), "occurred_at")));
                    days = isRead(file, ofFile, runs) ? days : Days.span(days, ofFile);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return days;
    }

    private static boolean isRead(DataFile file, Days days, List<PublishedRun> runs) {
        return runs.stream()
                .anyMatch(
                        run -> run.position().eventsSequence() >= file.dataSequenceNumber() && run.readEventsOf(days));
    }

    private LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, zone);
    }

    private Instant bound(@Nullable Map<Integer, ByteBuffer> bounds, String column) {
        var field = events.schema().findField(column);
        var value = bounds == null ? null : bounds.get(field.fieldId());
        if (value == null) {
            throw new IllegalStateException("a file of %s has no bounds of %s".formatted(events.name(), column));
        }
        long micros = Conversions.<Long>fromByteBuffer(Types.TimestampType.withZone(), value);
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
