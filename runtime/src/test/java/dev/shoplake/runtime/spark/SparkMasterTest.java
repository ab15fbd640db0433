package dev.shoplake.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparkMasterTest {
    @Test
    void executorsGetTheClassPathAndTheFlagsOfThisProcessButNotItsMemory() {
        var properties = SparkMaster.properties("spark://host:7077");

        assertThat(properties).containsEntry("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        assertThat(properties.get("spark.executor.defaultJavaOptions"))
                .contains("-Duser.timezone=UTC", "--enable-native-access=ALL-UNNAMED")
                .doesNotContain("-Xmx");
        assertThat(properties).as("left to Spark, for executors must find it").doesNotContainKey("spark.driver.host");
    }

    @Test
    void sparkInsideThisProcessIsNotOpenToOthers() {
        assertThat(SparkMaster.properties("local[2]"))
                .containsEntry("spark.driver.host", "127.0.0.1")
                .containsEntry("spark.driver.bindAddress", "127.0.0.1")
                .doesNotContainKey("spark.executor.extraClassPath");
    }

    @Test
    void whatThisProcessWasToldHolds() {
        var key = "spark.sql.shuffle.partitions";
        System.setProperty(key, "64");
        try {
            assertThat(SparkMaster.properties("local[*]")).doesNotContainKey(key);
        } finally {
            System.clearProperty(key);
        }
    }
}
