package dev.shoplake.benchmarks.batch.peer;

import dev.shoplake.runtime.settings.LakeSettings;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Copies the shop's tables by Spark's own JDBC source: each in parts by an indexed column, written as Parquet into folder
 * {@code raw-by-peer} beside the raw zone. Prints {@code copied in SECONDS s}, without the start of Spark.
 */
public final class PlainJdbcMain {
    /** More than cores, so that parts of different sizes even out. */
    private static final String PARTS = "8";

    private PlainJdbcMain() {}

    /** @param args the least and the greatest time of a change, such as {@code 2025-12-31 23:59:59} */
    public static void main(String[] args) throws IOException {
        var reader = SettingsReader.of(System.getenv());
        var shop = PostgresSettings.read(reader);
        var lake = LakeSettings.read(reader);
        reader.finish();
        var folder = lake.rawZone().toString().replaceFirst("^s3:(.*?)/*$", "s3a:$1-by-peer/");
        try (var spark = session(lake)) {
            long begin = System.nanoTime();
            for (var table : List.of("customers", "products", "orders", "order_items")) {
                spark.read()
                        .format("jdbc")
                        .option("url", shop.url())
                        .option("user", shop.user())
                        .option("password", shop.password().value())
                        .option("driver", "org.postgresql.Driver")
                        .option("dbtable", table)
                        .option("partitionColumn", "updated_at")
                        .option("lowerBound", args[0])
                        .option("upperBound", args[1])
                        .option("numPartitions", PARTS)
                        .option("fetchsize", "10000")
                        .load()
                        .write()
                        .parquet(folder + table);
            }
            System.out.printf("copied in %.1f s%n", (System.nanoTime() - begin) / 1e9);
        }
    }

    private static SparkSession session(LakeSettings lake) {
        return SparkSession.builder()
                .appName("plain-jdbc")
                .master("local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/spark-warehouse")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.hadoop.fs.s3a.endpoint", lake.s3Endpoint().toString())
                .config("spark.hadoop.fs.s3a.endpoint.region", lake.s3Region())
                .config("spark.hadoop.fs.s3a.path.style.access", "true")
                .config("spark.hadoop.fs.s3a.access.key", lake.s3AccessKey().value())
                .config("spark.hadoop.fs.s3a.secret.key", lake.s3SecretKey().value())
                .config(
                        "spark.hadoop.fs.s3a.connection.ssl.enabled",
                        Boolean.toString("https".equals(lake.s3Endpoint().getScheme())))
                .config("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "2")
                .getOrCreate();
    }
}
