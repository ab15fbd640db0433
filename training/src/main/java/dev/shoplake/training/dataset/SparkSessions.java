package dev.shoplake.training.dataset;

import dev.shoplake.runtime.spark.SparkMaster;
import org.apache.spark.sql.SparkSession;

/** How training starts Spark: as a library, quiet, on loopback unless the master is elsewhere. */
public final class SparkSessions {
    private SparkSessions() {}

    /** @param master {@code local[*]}, {@code spark://…}, {@code k8s://…} or {@code yarn} */
    public static SparkSession open(String master) {
        var builder = SparkSession.builder()
                .appName("shoplake-train")
                .master(master)
                .config("spark.ui.enabled", "false")
                // Spark makes this folder, though all tables are elsewhere; its default is the working folder
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/spark-warehouse")
                .config("spark.sql.session.timeZone", "UTC");
        SparkMaster.properties(master).forEach(builder::config);
        return builder.getOrCreate();
    }
}
