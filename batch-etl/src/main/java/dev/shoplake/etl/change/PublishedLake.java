package dev.shoplake.etl.change;

import static org.apache.iceberg.expressions.Expressions.equal;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.lake.CatalogTables;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.SourcePosition;
import dev.shoplake.etl.run.Window;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/** What readers of main see, read by Iceberg alone: seconds faster than to start Spark. */
final class PublishedLake implements AutoCloseable {
    private final CatalogTables tables;

    private PublishedLake(CatalogTables tables) {
        this.tables = tables;
    }

    static PublishedLake open(LakeSettings settings) {
        return new PublishedLake(CatalogTables.open(settings, List.of()));
    }

    /** The published runs that say how far they had read; runs of a version that did not record it count as none. */
    List<PublishedRun> runs() {
        var table = table(LakeTables.RUNS);
        var runs = new ArrayList<PublishedRun>();
        if (table == null || table.schema().findField("source_moment") == null) {
            return runs;
        }
        try (var rows = IcebergGenerics.read(table)
                .where(equal("stage", "extract"))
                .select("window_from", "window_to", "source_moment", "events_sequence", "is_caught_up")
                .build()) {
            for (var row : rows) {
                if (row.getField("source_moment") != null) {
                    runs.add(run(row));
                }
            }
        } catch (IOException e) {
            throw new RunException("the journal of runs cannot be read: " + e.getMessage(), e);
        }
        return runs.stream().distinct().toList();
    }

    private static PublishedRun run(Record row) {
        return new PublishedRun(
                new Window((LocalDate) row.getField("window_from"), (LocalDate) row.getField("window_to")),
                new SourcePosition(
                        ((OffsetDateTime) row.getField("source_moment")).toInstant(),
                        (Long) row.getField("events_sequence"),
                        (Boolean) row.getField("is_caught_up")));
    }

    /** The stream's events; null before the first one. */
    @Nullable
    Table events() {
        return table(LakeTables.RAW_EVENTS);
    }

    private @Nullable Table table(LakeTable table) {
        return tables.exists(table) ? tables.onMain(table) : null;
    }

    @Override
    public void close() {
        tables.close();
    }
}
