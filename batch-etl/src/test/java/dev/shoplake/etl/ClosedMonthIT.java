package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.MartTables;
import dev.shoplake.contracts.lake.StructuredTables;
import dev.shoplake.stack.LocalStack;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** A closed month is read as it was closed, whatever happens to its tables: by Spark, by Trino, by any query. */
class ClosedMonthIT {
    private static final String TAG = "close_2026_01";
    private static final List<LakeTable> KEPT = LakeTables.batch().stream()
            .filter(table -> List.of("marts", "structured").contains(table.namespace()))
            .toList();

    private final TestingLake lake =
            new TestingLake(Map.of("SHOPLAKE_SHOP_TIMEZONE", "America/New_York", "SHOPLAKE_SHOP_CURRENCY", "EUR"));
    private final TestingShop shop = new TestingShop(lake.environment());

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void itReadsTheSameAfterCorrectionsDeletionsUpkeepAndReplacedTables() {
        lake.empty();
        shop.loadSmallShop();
        lake.addEvents(TestingShop.text("small_shop_events.sql"));
        done("run", "--full");
        done("close-month", "2026-01");
        var closed = lake.contentTagged(TAG, KEPT);
        assertThat(closed).hasSizeGreaterThan(12);
        assertThat(closed.get("structured.fact_sales")).startsWith("11 rows");

        shop.execute(TestingShop.text("small_shop_correction.sql"));
        done("run", "--from", "2026-01-01", "--to", "2026-02-01");
        assertThat(AnalystSql.askTrino(
                        "SELECT gross_sales, units FROM marts.monthly_kpis WHERE year_month = '2026-01'"))
                .containsExactly("51.26|9");
        assertThatItReadsAs(closed);

        for (var table : KEPT) {
            lake.rows("DELETE FROM lake.%s WHERE true".formatted(table.identifier()));
        }
        assertThat(maintain(Duration.ofDays(30))).isZero();
        assertThatItReadsAs(closed);

        for (var table : List.of(MartTables.MONTHLY_KPIS, StructuredTables.FACT_SALES)) {
            lake.rows("CREATE OR REPLACE TABLE lake.%1$s USING iceberg AS SELECT *, 1 AS more FROM lake.%1$s"
                    .formatted(table.identifier()));
        }
        maintain(Duration.ofDays(60));
        assertThatItReadsAs(closed);

        assertThatThrownBy(() -> asOfClose("2026-02", "SELECT * FROM marts.funnel"))
                .hasMessageContaining("sql: month 2026-02 is not closed, or a table is younger than its close");
    }

    private void assertThatItReadsAs(Map<String, String> closed) {
        assertThat(lake.contentTagged(TAG, KEPT)).isEqualTo(closed);
        assertThat(lake.contentOn(TAG, KEPT)).isEqualTo(closed);
        for (var table : KEPT) {
            assertThat(AnalystSql.askTrino(
                            "SELECT CAST(count(*) AS VARCHAR) || ' rows' FROM lake.%s FOR VERSION AS OF '%s'"
                                    .formatted(table.identifier(), TAG)))
                    .describedAs(table.identifier())
                    .allMatch(rows ->
                            closed.getOrDefault(table.identifier(), "none").startsWith(rows));
        }
        assertThat(asOfClose("2026-01", """
                        WITH sales AS (
                            SELECT year_month, sum(amount) AS amount FROM structured.fact_sales WHERE line_type = 'sale' GROUP BY 1)
                        SELECT k.currency, k.gross_sales, k.units, s.amount, (SELECT count(*) FROM marts.daily_sales) AS days
                        FROM marts.monthly_kpis k JOIN sales s ON s.year_month = k.year_month
                        WHERE k.year_month = '2026-01'""")).isEqualTo("""
                        currency,gross_sales,units,amount,days
                        EUR,41.26,7,41.2550,6
                        """);
    }

    private static String asOfClose(String month, String query) {
        return LocalStack.shared("trino").command("sql", "--format", "csv", "--as-of-close", month, query);
    }

    private void done(String... arguments) {
        var outcome = lake.etl(arguments);
        assertThat(outcome.errors()).describedAs(String.join(" ", arguments)).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    private int maintain(Duration later) {
        var clock = Clock.offset(Clock.systemUTC(), later);
        return new CommandLine(new Maintain(lake.environment(), clock)).execute("--wait");
    }
}
