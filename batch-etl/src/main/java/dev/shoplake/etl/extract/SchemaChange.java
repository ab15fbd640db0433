package dev.shoplake.etl.extract;

import dev.shoplake.etl.run.RunException;
import java.util.ArrayList;
import java.util.List;

/** What a shop's columns have lost since an earlier run. New columns and wider ones are no loss. */
final class SchemaChange {
    private SchemaChange() {}

    /**
     * Compares the shop with the manifest of the run before.
     *
     * @throws RunException naming every column that is gone or holds less than before
     */
    static void requireNoLoss(Manifest before, ShopSource source) {
        var losses = new ArrayList<String>();
        for (var table : SourceTable.values()) {
            losses.addAll(losses(table, before.table(table).columns(), source.columns(table)));
        }
        if (!losses.isEmpty()) {
            throw new RunException(
                    "the shop's columns hold less than those of run %s: %s; if that is meant, run once with --accept-schema"
                            .formatted(before.runId(), String.join("; ", losses)));
        }
    }

    static List<String> losses(SourceTable table, List<SourceColumn> before, List<SourceColumn> now) {
        var losses = new ArrayList<String>();
        for (var old : before) {
            var column = now.stream()
                    .filter(candidate -> candidate.name().equals(old.name()))
                    .findFirst();
            if (column.isEmpty()) {
                losses.add("%s.%s (%s) is gone".formatted(table.tableName(), old.name(), old.type()));
            } else if (!SourceType.of(column.get().type()).holds(SourceType.of(old.type()))) {
                losses.add("%s.%s was %s and is %s"
                        .formatted(
                                table.tableName(),
                                old.name(),
                                old.type(),
                                column.get().type()));
            }
        }
        return losses;
    }
}
