package dev.shoplake.training;

import dev.shoplake.training.dataset.SparkSessions;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of the test JVM. */
public final class TestingSpark {
    private static final SparkSession SESSION = SparkSessions.open("local[2]");

    private TestingSpark() {}

    public static SparkSession session() {
        return SESSION;
    }
}
