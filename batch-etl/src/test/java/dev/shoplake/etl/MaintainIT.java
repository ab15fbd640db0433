package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.lake.LakeTables;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Clean-up makes the lake smaller, and no reader of main, of a tag or of another branch misses a row. */
class MaintainIT {
    private final TestingLake lake = new TestingLake(Map.of());
    private final TestingShop shop = new TestingShop(lake.environment());

    @Test
    void tablesGetSmallerAndEveryReaderReadsWhatItRead() {
        lake.empty();
        shop.loadSmallShop();
        assertThat(lake.etl("run").exitCode()).isZero();
        lake.branch("closed_month");
        for (int visitor = 0; visitor < 6; visitor++) {
            lake.rows("INSERT INTO lake.cleaned.customer_keys VALUES ('visitor %d', 'key %d')"
                    .formatted(visitor, visitor));
        }
        lake.rows("DELETE FROM lake.marts.daily_sales WHERE currency = 'USD'");
        lake.rows("DELETE FROM lake.structured.fact_sales WHERE line_type = 'return'");
        assertThat(lake.etl("extract", "--from", "2026-01-01", "--to", "2026-02-01")
                        .exitCode())
                .isZero();
        var onMain = lake.content(LakeTables.batch());
        var onBranch = lake.contentOn("closed_month", LakeTables.batch());
        long snapshots = snapshots();
        assertThat(onBranch).isNotEqualTo(onMain);
        assertThat(files("cleaned.customer_keys")).isGreaterThanOrEqualTo(7);

        // A month later everything but the newest state is old, and the run that was only begun is dead
        assertThat(maintain(Duration.ofDays(30))).isZero();

        assertThat(lake.content(LakeTables.batch())).isEqualTo(onMain);
        assertThat(lake.contentOn("closed_month", LakeTables.batch())).isEqualTo(onBranch);
        assertThat(files("cleaned.customer_keys")).isOne();
        assertThat(snapshots()).isLessThan(snapshots);
        assertThat(lake.branches()).containsExactlyInAnyOrder("main", "closed_month");
        assertThat(maintain(Duration.ofDays(60))).isEqualTo(99);
        assertThat(lake.etl("run").exitCode()).isZero();
    }

    private int maintain(Duration later) {
        var clock = Clock.offset(Clock.systemUTC(), later);
        return new CommandLine(new Maintain(lake.environment(), clock)).execute("--wait");
    }

    private long files(String table) {
        return lake.rows("SELECT * FROM lake.%s.files".formatted(table)).size();
    }

    private long snapshots() {
        return LakeTables.batch().stream()
                .mapToLong(table -> lake.rows("SELECT * FROM lake.%s.snapshots".formatted(table.identifier()))
                        .size())
                .sum();
    }
}
