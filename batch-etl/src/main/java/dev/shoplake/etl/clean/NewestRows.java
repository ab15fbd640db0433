package dev.shoplake.etl.clean;

import static java.util.stream.Collectors.joining;

import dev.shoplake.etl.extract.Manifest;
import dev.shoplake.etl.lake.Lake;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which of several right rows of one key counts: the newest, by {@code updated_at}, then by {@code row_position}; of equally
 * old rows that of the shop. Rows of the shop and of this run's files compete with what the lake has from earlier files, so
 * the order in which all of these came does not matter.
 *
 * <p>A row that counts says where it is from: {@code shop}; {@code inbox}, a file alone has it; {@code inbox_over_shop}, the
 * shop has an older one. The last is a row of the shop where rows are counted or found gone.
 */
final class NewestRows {
    private final Lake lake;
    private final boolean isNeeded;

    private NewestRows(Lake lake, boolean isNeeded) {
        this.lake = lake;
        this.isNeeded = isNeeded;
    }

    /** Needs the views of what is published. */
    static NewestRows of(Lake lake, Manifest manifest) {
        return new NewestRows(
                lake,
                !manifest.droppedFiles().isEmpty()
                        || !lake.query(Clean.class, "files_known", Map.of()).isEmpty());
    }

    /** Whether any row is from a file: else the shop's rows are all there are. */
    boolean isNeeded() {
        return isNeeded;
    }

    /**
     * Makes {@code judged_<table>} known: the rows that the run has read, and those that the lake has from files, of the keys
     * and orders that the run answers for. What a file had put over a row that the shop has no more went with it.
     */
    void showJudged() {
        for (var cleaned : CleanedTable.values()) {
            var read = lake.spark().table("source_" + cleaned.source().tableName());
            var judged = read;
            if (isNeeded) {
                judged = judged.unionByName(kept(cleaned, read.columns()));
                if (cleaned == CleanedTable.ORDER_ITEMS) {
                    judged = judged.unionByName(waiting(read.columns()));
                }
            }
            judged.createOrReplaceTempView("judged_" + cleaned.source().tableName());
        }
    }

    private Dataset<Row> kept(CleanedTable cleaned, String[] columns) {
        var published = Set.of(lake.spark().table(cleaned.published()).columns());
        return lake.spark().sql("""
                SELECT %s
                FROM %s AS known
                WHERE source IN ('inbox', 'inbox_over_shop') AND %s IN (SELECT id FROM %s)
                    AND (source = 'inbox' OR EXISTS (
                        SELECT 1 FROM source_%s AS shop WHERE shop.row_source = 'shop' AND %s
                    ))
                """.formatted(
                        Arrays.stream(columns)
                                .map(column -> switch (column) {
                                    case "row_source" -> "source AS row_source";
                                    case "row_position" -> "-1L AS row_position";
                                    default ->
                                        (published.contains(column) ? "CAST(`%s` AS STRING)" : "CAST(NULL AS STRING)")
                                                        .replace("%s", column)
                                                + " AS `%s`".formatted(column);
                                })
                                .collect(joining(", ")),
                        cleaned.published(),
                        cleaned.key().getFirst(),
                        cleaned.reach(),
                        cleaned.source().tableName(),
                        cleaned.key().stream()
                                .map(key -> "trim(shop.%s) = CAST(known.%s AS STRING)".formatted(key, key))
                                .collect(joining(" AND "))));
    }

    private Dataset<Row> waiting(String[] columns) {
        var rows = lake.query(Clean.class, "waiting_order_items", Map.of());
        return rows.selectExpr(Arrays.stream(columns)
                .map(column ->
                        List.of("source_file", "row_source", "row_position").contains(column)
                                ? column
                                : "given['%s'] AS `%s`".formatted(column.replace("'", "\\'"), column))
                .toArray(String[]::new));
    }

    /** Makes {@code found_<table>} known: the right rows that count, of {@code checked_<table>}. */
    void showFound(CleanedTable cleaned) {
        var right = lake.spark().table(cleaned.checked()).where("size(reasons) = 0");
        (isNeeded ? newest(right, cleaned.key()) : right).createOrReplaceTempView(cleaned.found());
    }

    /**
     * The rows that count.
     *
     * @param right rows with the key, {@code updated_at}, {@code row_position} and {@code source}, which is shop for rows of
     *     the shop
     */
    static Dataset<Row> newest(Dataset<Row> right, List<String> key) {
        var ofKey = String.join(", ", key);
        return right.selectExpr(
                        "*",
                        "row_number() OVER (PARTITION BY %s ORDER BY updated_at DESC NULLS LAST, row_position DESC) AS _place"
                                .formatted(ofKey),
                        "max(source = 'shop') OVER (PARTITION BY %s) AS _shop_has_it".formatted(ofKey))
                .where("_place = 1")
                .withColumn(
                        "source",
                        org.apache.spark.sql.functions.expr("CASE WHEN source = 'shop' THEN 'shop'"
                                + " WHEN _shop_has_it THEN 'inbox_over_shop' ELSE 'inbox' END"))
                .drop("_place", "_shop_has_it");
    }

    /**
     * What became of the rows that the run has read.
     *
     * @param right rows that can be right
     * @param rejected rows that cannot
     * @param accepted right rows that count
     */
    record Counts(long right, long rejected, long accepted) {}

    /** Counts the rows that the run has read of a table; rows that the lake had before do not count. */
    Counts count(CleanedTable cleaned) {
        var read = lake.spark()
                .table(cleaned.checked())
                .where("row_position >= 0")
                .selectExpr("count_if(size(reasons) = 0)", "count_if(size(reasons) > 0)")
                .first();
        return new Counts(
                read.getLong(0),
                read.getLong(1),
                lake.spark().table(cleaned.found()).where("row_position >= 0").count());
    }
}
