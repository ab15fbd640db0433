package dev.shoplake.etl.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
        for (var ofFile : unread(runs, sinceSequence, until)) {
            days = Days.span(days, ofFile);
        }
        return days;
    }

    /**
     * First days of the months that the events touch which came after a commit and that no run has read.
     *
     * @param runs all published runs
     */
    List<LocalDate> months(List<PublishedRun> runs, long sinceSequence) {
        var months = new TreeSet<LocalDate>();
        for (var days : unread(runs, sinceSequence, Instant.MAX)) {
            for (var month = days.first().withDayOfMonth(1); !month.isAfter(days.last()); month = month.plusMonths(1)) {
                months.add(month);
            }
        }
        return List.copyOf(months);
    }

    /** Days of each file that came after a commit and that no run has read. */
    private List<Days> unread(List<PublishedRun> runs, long sinceSequence, Instant until) {
        var unread = new ArrayList<Days>();
        try (var tasks = events.newScan().includeColumnStats().planFiles()) {
            for (var task : tasks) {
                var file = task.file();
                if (file.dataSequenceNumber() > sinceSequence
                        && !bound(file.lowerBounds(), "ingested_at").isAfter(until)) {
                    var days = new Days(
                            day(bound(file.lowerBounds(), "occurred_at")),
                            day(bound(file.upperBounds(), "occurred_at")));
                    if (!isRead(file, days, runs)) {
                        unread.add(days);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return unread;
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
