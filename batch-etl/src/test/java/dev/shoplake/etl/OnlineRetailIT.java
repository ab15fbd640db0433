package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.lake.MartTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The year of a real shop against figures that were computed outside this project. */
class OnlineRetailIT {
    private static TestingLake lake;

    @BeforeAll
    static void runTheBatchOverTheYear() {
        lake = new TestingLake(Map.of("SHOPLAKE_ETL_FRESH_FOR", "P36500D"));
        lake.empty();
        new TestingShop(lake.environment()).loadOnlineRetail();
        lake.addEvents(AnalystSql.EVENTS);

        var outcome = lake.etl("run");

        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).contains("days [2010-12-01, 2011-12-10)");
    }

    @Test
    void everyCellOfTheMonthsEqualsTheFigures() {
        var expected = figures();
        var months = lake.rows("SELECT * FROM lake.marts.monthly_kpis ORDER BY year_month");

        assertThat(months).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            for (var cell : expected.get(row).toMap().entrySet()) {
                Object value = months.get(row).getAs(cell.getKey());
                if (cell.getKey().equals("year_month")) {
                    assertThat(value).isEqualTo(cell.getValue());
                } else {
                    assertThat(new BigDecimal(value.toString()))
                            .describedAs(
                                    "%s of %s", cell.getKey(), months.get(row).<Object>getAs("year_month"))
                            .isEqualByComparingTo(cell.getValue());
                }
            }
        }
    }

    @Test
    void everyCellOfTheCohortsEqualsAComputationFromTheFile() {
        var expected = CohortsOfTheFile.compute(TestingShop.onlineRetail());

        assertThat(lake.rows("""
                        SELECT cohort_month, months_since, year_month, cohort_buyers, buyers, retention,
                            cumulative_net_revenue_per_buyer, currency, is_complete
                        FROM lake.marts.cohort_retention ORDER BY cohort_start, months_since""")).extracting(row -> row.mkString("|")).containsExactlyElementsOf(expected);
    }

    @Test
    void everyCustomersValueEqualsAComputationFromTheFileAndTogetherTheyAreTheYear() {
        assertThat(lines("""
                        SELECT user_id, first_order_day, last_order_day, orders, net_revenue,
                            value_1_month, value_3_months, value_6_months, value_12_months
                        FROM lake.marts.customer_ltv JOIN lake.cleaned.customer_keys USING (customer_key)
                        WHERE currency = 'GBP' ORDER BY user_id"""))
                .containsExactlyElementsOf(
                        CustomersOfTheFile.read(TestingShop.onlineRetail()).values())
                // Added up by hand: one order that came back whole, seven of which the last is a year after the first
                .contains(
                        "12346|2011-01-18|2011-01-18|1|0.0000|0.0000|0.0000|0.0000|null",
                        "12347|2010-12-07|2011-12-07|7|4310.0000|711.7900|1187.1800|1823.4300|4085.1800",
                        "12713|2011-12-09|2011-12-09|1|848.5500|null|null|null|null");
        // 8,911,407.904 sold to known customers, 611,342.09 of it came back
        assertThat(lines("SELECT sum(net_revenue) FROM lake.marts.customer_ltv"))
                .containsExactly("8300065.8140");
    }

    @Test
    void everyCustomersScoresEqualAComputationFromTheFile() {
        var keys = lake.rows("SELECT user_id, customer_key FROM lake.cleaned.customer_keys").stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));

        assertThat(lines("""
                        SELECT user_id, recency_days, recency_score, frequency_score, monetary_score
                        FROM lake.marts.rfm_segments JOIN lake.cleaned.customer_keys USING (customer_key) ORDER BY user_id"""))
                .containsExactlyElementsOf(
                        CustomersOfTheFile.read(TestingShop.onlineRetail()).scores(keys));
        for (var score : List.of("recency_score", "frequency_score", "monetary_score")) {
            // 4,338 buyers
            assertThat(lines("SELECT %1$s, count(*) FROM lake.marts.rfm_segments GROUP BY %1$s ORDER BY 1"
                            .formatted(score)))
                    .containsExactly("1|868", "2|868", "3|868", "4|867", "5|867");
        }
    }

    @Test
    void onlyTheLastMonthIsIncomplete() {
        assertThat(incompleteMonths()).containsExactly("2011-12");
    }

    @Test
    void noFactAndNoMartHoldsAPersonsId() {
        var person = "17850";
        for (var table : TestingLake.dataTables()) {
            if (!table.namespace().equals("structured") && !table.namespace().equals("marts")) {
                continue;
            }
            for (var column : table.columns()) {
                if (column.type().equals("string")) {
                    assertThat(lake.rows("SELECT 1 FROM lake.%s WHERE %s = '%s' LIMIT 1"
                                    .formatted(table.identifier(), column.name(), person)))
                            .describedAs("%s.%s", table.identifier(), column.name())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void analystsGetTheSameAnswersFromTrinoAndSpark() {
        AnalystSql.queries().forEach((name, query) -> {
            var answer = AnalystSql.askTrino(query);

            assertThat(answer).describedAs(name).isNotEmpty();
            assertThat(AnalystSql.askSpark(lake, query)).describedAs(name).isEqualTo(answer);
        });
    }

    @Test
    void everyMartReadsTheSameInTrinoAndSpark() {
        for (var mart : MartTables.all()) {
            var rows = AnalystSql.askSpark(lake, mart.query());

            // Nobody was recommended anything that year, and no month is closed
            assertThat(rows.isEmpty())
                    .describedAs(mart.identifier())
                    .isEqualTo(
                            mart.equals(MartTables.RECOMMENDATION_PERFORMANCE) || mart.equals(MartTables.RESTATEMENTS));
            assertThat(rows)
                    .describedAs(mart.identifier())
                    .containsExactlyInAnyOrderElementsOf(AnalystSql.askTrino(mart.query()));
        }
    }

    /** As when somebody clicks in a shop whose orders are of other years. */
    @Test
    void aDayOfEventsWithoutAnOrderGoesThroughAllStagesAndChangesNoMonth() {
        var months = lake.content(List.of(MartTables.MONTHLY_KPIS, MartTables.COHORT_RETENTION));
        lake.addEvents("""
                SELECT uuid(), 'page_view', TIMESTAMP '2026-06-15 12:00:00Z', '17850', 'tab', '85123A', NULL, NULL, '{}',
                'page_view', 0, 1, TIMESTAMP '2026-06-15 12:00:00Z'""");
        assertThat(lake.etl("window").output()).isEqualTo("--from 2026-06-15 --to 2026-06-16\n");

        for (var stage : List.of("extract", "clean", "structure", "mart", "audit", "publish")) {
            var outcome = lake.etl(stage, "--from", "2026-06-15", "--to", "2026-06-16");
            assertThat(outcome.errors()).describedAs(stage).isEmpty();
            assertThat(outcome.exitCode()).describedAs(stage).isZero();
        }

        assertThat(lake.content(List.of(MartTables.MONTHLY_KPIS, MartTables.COHORT_RETENTION)))
                .isEqualTo(months);
        assertThat(incompleteMonths()).containsExactly("2011-12");
        assertThat(lake.rows("SELECT check_id FROM lake.marts.data_quality WHERE is_newest AND NOT passed"))
                .hasToString("[[window_has_sales]]");
        assertThat(lake.rows("SELECT sessions FROM lake.marts.funnel WHERE year_month = '2026-06' AND step_number = 1"))
                .hasToString("[[1]]");
        assertThat(lake.etl("window").exitCode()).isEqualTo(99);
    }

    private static List<String> lines(String sql) {
        return lake.rows(sql).stream().map(row -> row.mkString("|")).toList();
    }

    private static List<String> incompleteMonths() {
        return lake.rows("SELECT year_month FROM lake.marts.monthly_kpis WHERE NOT is_complete").stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static List<CSVRecord> figures() {
        try (var reader = Files.newBufferedReader(Path.of("..", "data", "online-retail", "monthly.csv"))) {
            return CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
