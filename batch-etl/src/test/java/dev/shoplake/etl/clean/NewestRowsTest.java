package dev.shoplake.etl.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rule on plain values: 300 random rows of few keys and few times, beside a fold over them. */
class NewestRowsTest {
    private static final long SEED = 20261128;
    private static final StructType ROWS =
            StructType.fromDDL("id STRING, line INT, updated_at BIGINT, row_position BIGINT, source STRING");

    private record Told(String id, int line, @Nullable Long updatedAt, long position, String source) {
        boolean isOfShop() {
            return source.equals("shop");
        }

        String key() {
            return id + "/" + line;
        }
    }

    private static List<Told> randomRows(Random random) {
        var rows = new ArrayList<Told>();
        for (int position = 0; position < 300; position++) {
            var id = "o" + random.nextInt(25);
            int line = random.nextInt(3);
            var time = random.nextInt(10) == 0 ? null : (Long) random.nextLong(5);
            rows.add(new Told(id, line, time, position, random.nextBoolean() ? "inbox" : "inbox_over_shop"));
        }
        // The shop has a key once
        for (int id = 0; id < 25; id += 2) {
            rows.add(new Told("o" + id, 1, random.nextLong(5), Long.MAX_VALUE, "shop"));
        }
        return rows;
    }

    @Test
    void theNewestRowOfAKeyCountsWhateverTheOrderOfTheRows() throws IOException {
        var random = new Random(SEED);
        var told = randomRows(random);
        var expected = new TreeMap<String, String>();
        for (var row : told) {
            var ofKey =
                    told.stream().filter(other -> other.key().equals(row.key())).toList();
            var newest = ofKey.stream()
                    .max(Comparator.comparing(Told::updatedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                            .thenComparingLong(Told::position))
                    .orElseThrow();
            var source =
                    newest.isOfShop() ? "shop" : ofKey.stream().anyMatch(Told::isOfShop) ? "inbox_over_shop" : "inbox";
            expected.put(row.key(), newest.position() + " " + source);
        }
        var shuffled = new ArrayList<>(told);
        java.util.Collections.shuffle(shuffled, random);

        assertThat(found(shuffled)).describedAs("seed %d", SEED).isEqualTo(expected);
    }

    private static Map<String, String> found(List<Told> told) throws IOException {
        var rows = told.stream()
                .map(row -> RowFactory.create(row.id(), row.line(), row.updatedAt(), row.position(), row.source()))
                .toList();
        var found = new TreeMap<String, String>();
        // Closed, so that nobody in this process works on with its settings
        try (var spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate()) {
            for (var row : NewestRows.newest(spark.createDataFrame(rows, ROWS), List.of("id", "line"))
                    .collectAsList()) {
                found.put(
                        row.getString(0) + "/" + row.getInt(1), row.getAs("row_position") + " " + row.getAs("source"));
            }
        }
        return found;
    }
}
