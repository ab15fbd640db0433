package dev.shoplake.contracts.lake;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of the lake.
 *
 * @param namespace zone: {@code raw}, {@code cleaned}, {@code structured}, {@code marts} or {@code ops}
 * @param name in that namespace; names never need quoting in any engine
 * @param partitioning Iceberg transforms in Spark's notation, such as {@code months(occurred_at)}; empty for none
 * @param sorting columns that the rows of a file are sorted by, for those who read a part of them; empty for none
 * @param columns in order; new ones go to the end and are not required
 * @param meaning one sentence: what one row is
 */
public record LakeTable(
        String namespace,
        String name,
        List<String> partitioning,
        List<String> sorting,
        List<Column> columns,
        String meaning) {
    public LakeTable {
        partitioning = List.copyOf(partitioning);
        sorting = List.copyOf(sorting);
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param type in Iceberg's notation: {@code string}, {@code int}, {@code long}, {@code double}, {@code boolean},
     *     {@code date}, {@code timestamp} (no zone), {@code timestamptz} (UTC), {@code binary}, {@code decimal(p,s)}
     * @param required whether null is forbidden
     */
    public record Column(String name, String type, boolean required) {
        /** The column in Spark's notation: {@code event_id STRING NOT NULL}. */
        public String sparkColumn() {
            return name + " " + sparkType(type) + (required ? " NOT NULL" : "");
        }
    }

    /** {@code namespace.name}. */
    public String identifier() {
        return namespace + "." + name;
    }

    /** A query of all columns that every engine understands: the catalog is {@code lake} in each of them. */
    public String query() {
        return columns.stream()
                .map(Column::name)
                .collect(Collectors.joining(", ", "SELECT ", " FROM lake." + identifier()));
    }

    /**
     * The columns in Spark's notation, for {@code CREATE TABLE}: {@code event_id STRING NOT NULL, …}. A timestamp without
     * zone is {@code TIMESTAMP_NTZ} there, one with zone {@code TIMESTAMP}.
     */
    public String sparkColumns() {
        return columns.stream().map(Column::sparkColumn).collect(Collectors.joining(", "));
    }

    private static String sparkType(String type) {
        return switch (type) {
            case "long" -> "BIGINT";
            case "timestamp" -> "TIMESTAMP_NTZ";
            case "timestamptz" -> "TIMESTAMP";
            default -> type.toUpperCase(java.util.Locale.ROOT);
        };
    }

    /** A table from lines {@code name type} or {@code name type required}. */
    static LakeTable of(String identifier, String meaning, List<String> partitioning, String columns) {
        var parts = identifier.split("\\.");
        return new LakeTable(
                parts[0],
                parts[1],
                partitioning,
                List.of(),
                Arrays.stream(columns.strip().split("\n"))
                        .map(LakeTable::column)
                        .toList(),
                meaning);
    }

    /** This table, its files sorted by some of its columns. */
    LakeTable sortedBy(String... sorting) {
        return new LakeTable(namespace, name, partitioning, List.of(sorting), columns, meaning);
    }

    private static Column column(String line) {
        var words = line.strip().split(" +");
        if (words.length == 3 && words[2].equals("required")) {
            return new Column(words[0], words[1], true);
        }
        if (words.length == 2) {
            return new Column(words[0], words[1], false);
        }
        throw new IllegalArgumentException("not a column: " + line);
    }
}
