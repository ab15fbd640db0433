package dev.shoplake.etl.lake;

import dev.shoplake.runtime.settings.LakeSettings;
import dev.shoplake.runtime.spark.SparkMaster;
import org.apache.spark.sql.SparkSession;

/** Starts Spark: quiet, inside this process or on a cluster. */
public final class SparkStart {
    private SparkStart() {}

    /**
     * A session that knows the object store; the catalogs come with {@link Lake}.
     *
     * @param master {@code local[*]}, {@code spark://host:port} or another master of Spark
     */
    public static SparkSession start(String master, LakeSettings settings) {
        var builder = SparkSession.builder()
                .appName("shoplake-etl")
                .master(master)
                .config("spark.ui.enabled", "false")
                // Spark makes this folder, though all tables are elsewhere; its default is the working folder
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/spark-warehouse")
                .config("spark.ui.showConsoleProgress", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false")
                .config("spark.redaction.regex", "(?i)secret|password|token|access[.-]?key")
                .config("spark.hadoop.fs.s3a.endpoint", settings.s3Endpoint().toString())
                .config("spark.hadoop.fs.s3a.endpoint.region", settings.s3Region())
                .config("spark.hadoop.fs.s3a.path.style.access", "true")
                .config("spark.hadoop.fs.s3a.access.key", settings.s3AccessKey().value())
                .config("spark.hadoop.fs.s3a.secret.key", settings.s3SecretKey().value())
                .config(
                        "spark.hadoop.fs.s3a.connection.ssl.enabled",
                        Boolean.toString("https".equals(settings.s3Endpoint().getScheme())))
                // A store that is away is told within seconds, not minutes
                .config("spark.hadoop.fs.s3a.attempts.maximum", "3")
                .config("spark.hadoop.fs.s3a.retry.limit", "3")
                .config("spark.hadoop.fs.s3a.connection.establish.timeout", "5s")
                // A folder counts when its manifest is there, so files may move into place one by one
                .config("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "2")
                .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false");
        SparkMaster.properties(master).forEach(builder::config);
        return builder.getOrCreate();
    }
}
