package dev.shoplake.runtime.spark;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What follows from the setting {@code SHOPLAKE_SPARK_MASTER}: a cluster computes with the libraries and flags of this process. */
public final class SparkMaster {
    private SparkMaster() {}

    /**
     * Properties of a Spark session. What this process was told by {@code -Dspark.…} is not among them, so that it holds.
     *
     * @param master {@code local[*]}, {@code spark://host:port} or another master of Spark
     */
    public static Map<String, String> properties(String master) {
        var properties = new HashMap<>(isLocal(master) ? ofThisProcess() : ofExecutors());
        properties.keySet().removeIf(key -> System.getProperty(key) != null);
        return properties;
    }

    /** Whether Spark computes inside this process. */
    private static boolean isLocal(String master) {
        return master.startsWith("local");
    }

    /** Nobody elsewhere need find this process; its few cores need few partitions. */
    private static Map<String, String> ofThisProcess() {
        return Map.of(
                "spark.driver.host", "127.0.0.1",
                "spark.driver.bindAddress", "127.0.0.1",
                "spark.sql.shuffle.partitions", "4");
    }

    /** A worker has Spark's libraries at most, not ours, and they may be older: these go before. */
    private static Map<String, String> ofExecutors() {
        return Map.of(
                "spark.executor.extraClassPath",
                System.getProperty("java.class.path"),
                "spark.executor.defaultJavaOptions",
                flags());
    }

    /**
     * Without memory, which the cluster grants, without Spark's own properties, which it sends by itself, and without what the
     * driver's JVM knows of its start.
     */
    private static String flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-XX:") || flag.startsWith("-Duser."))
                .filter(flag -> !flag.startsWith("-XX:AOT"))
                .collect(Collectors.joining(" "));
    }
}
