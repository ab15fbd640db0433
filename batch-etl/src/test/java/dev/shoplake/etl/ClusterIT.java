package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A Spark cluster instead of Spark inside the process: one setting, and nothing else is different. */
class ClusterIT {
    private final TestingLake lake = new TestingLake(PublishedSmallShop.SETTINGS);
    private final TestingShop shop = new TestingShop(lake.environment());

    @Test
    void aClusterMakesOfTheShopWhatOneProcessMakesOfIt() throws Exception {
        try (var cluster = TestingCluster.start()) {
            PublishedSmallShop.bring(lake, shop);
            shop.execute(TestingShop.text("small_shop_correction.sql"));
            IntStream.range(0, 6)
                    .forEach(new TestingStream(lake, OffsetDateTime.parse("2026-01-21T10:00:00Z"))::commit);
            var settings = new HashMap<>(lake.environment());
            settings.put("SHOPLAKE_SPARK_MASTER", cluster.address());
            try (var process = EtlProcess.start(settings)) {
                assertThat(process.etl("run")).contains("etl_increment_", "1 deleted in the shop");
                assertThat(process.etl("maintain")).containsPattern("raw.events +files 8 -> 2");
            }
            assertThat(cluster.executors()).isEqualTo(1);
        }
        var byTheCluster = lake.content(TestingLake.dataTables());
        assertThat(lake.rows("SELECT 1 FROM lake.structured.fact_sales")).hasSize(11);

        var alone = lake.etl("run", "--full");

        assertThat(alone.exitCode()).describedAs(alone.errors()).isZero();
        assertThat(lake.content(TestingLake.dataTables())).isEqualTo(byTheCluster);
    }
}
