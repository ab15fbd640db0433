package dev.shoplake.etl.close;

import dev.shoplake.etl.lake.CatalogTables;
import dev.shoplake.runtime.settings.LakeSettings;
import java.time.Duration;
import java.util.List;
import org.apache.iceberg.Table;

/**
 * Tags inside the tables: as long as a table has one, clean-up keeps what it names.
 *
 * <p>A tag without an age of its own would go with the table's limit of age, if somebody sets one.
 */
final class TableTags {
    private static final Duration RETAINED = Duration.ofDays(36_500);

    private TableTags() {}

    /**
     * Tags the newest state of every table that a close keeps, or moves the tag there.
     *
     * @return number of tables tagged
     */
    static int put(LakeSettings settings, ClosedMonth month) {
        int tagged = 0;
        try (var tables = CatalogTables.open(settings, List.of(month.branch()))) {
            for (var name : ClosedMonth.tables()) {
                for (var table : tables.elsewhere(name)) {
                    put(table, month.tag());
                    tagged++;
                }
            }
        }
        return tagged;
    }

    private static void put(Table table, String tag) {
        if (table.currentSnapshot() == null) {
            // A table that never had a row has no state that a tag could name
            table.newFastAppend().commit();
        }
        long newest = table.currentSnapshot().snapshotId();
        var tags = table.manageSnapshots();
        (table.refs().containsKey(tag) ? tags.replaceTag(tag, newest) : tags.createTag(tag, newest))
                .setMaxRefAgeMs(tag, RETAINED.toMillis())
                .commit();
    }
}
