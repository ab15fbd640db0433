package dev.shoplake.producers.shop.load;

import java.util.List;

/** What a load did, table by table. */
public record LoadSummary(List<Rows> tables) {
    public LoadSummary {
        tables = List.copyOf(tables);
    }

    /**
     * Rows of one table.
     *
     * @param table its name
     * @param inFile rows that the load brought
     * @param added rows that were new
     * @param changed rows with another content than before, also those that another row's arrival changed
     * @param total rows in the table now
     */
    public record Rows(String table, long inFile, long added, long changed, long total) {
        /** Rows of the table that are as they were, in the file or not. */
        public long unchanged() {
            return total - added - changed;
        }
    }

    /** A small table for people. */
    public String toText() {
        var text = new StringBuilder(
                "%-12s %12s %12s %12s %12s%n".formatted("", "in file", "new", "changed", "unchanged"));
        for (var rows : tables) {
            text.append("%-12s %,12d %,12d %,12d %,12d%n"
                    .formatted(rows.table(), rows.inFile(), rows.added(), rows.changed(), rows.unchanged()));
        }
        return text.toString();
    }
}
