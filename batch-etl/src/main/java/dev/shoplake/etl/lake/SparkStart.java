package dev.shoplake.etl.lake;

import dev.shoplake.runtime.settings.LakeSettings;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark inside this process: quiet, set for a few million rows on a few cores. */
public final class SparkStart {
    private SparkStart() {}

    /** A session that knows the object store; the catalogs come with {@link Lake}. */
    public static SparkSession start(String master, LakeSettings settings) {
        // What the JVM was given as a property stays
        var settingsOfTheJvm = new SparkConf().setIfMissing("spark.sql.shuffle.partitions", "4");
        var builder = SparkSession.builder()
                .config(settingsOfTheJvm)
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
        // The executors of a cluster must find this process; without a cluster nobody need
        if (master.startsWith("local")) {
            builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1");
        }
        return builder.getOrCreate();
    }
}
