package dev.shoplake.training;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.runtime.settings.LakeSettings;
import dev.shoplake.training.dataset.SparkSessions;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Writes tables of the lake on its branch main, with the columns that the contracts give them. */
final class TestingLake {
    private final SparkSession session;

    TestingLake(LakeSettings settings) {
        session = SparkSessions.open("local[2]").newSession();
        session.conf().set("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
        settings.catalogProperties("main", Map.of("type", "nessie"))
                .forEach((key, value) -> session.conf().set("spark.sql.catalog.lake." + key, value));
    }

    /** Makes the table if it is not there and appends rows, given as values in the order of the columns. */
    void append(LakeTable table, List<Row> rows) throws Exception {
        var name = "lake." + table.identifier();
        session.sql("CREATE NAMESPACE IF NOT EXISTS lake." + table.namespace());
        session.sql("CREATE TABLE IF NOT EXISTS %s (%s) USING iceberg".formatted(name, table.sparkColumns()));
        session.createDataFrame(rows, session.table(name).schema())
                .writeTo(name)
                .append();
    }
}
