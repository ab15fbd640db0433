package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the shop changes reaches the lake by increments, and gives what everything at once would give. */
class IncrementIT {
    private final TestingLake lake = new TestingLake(PublishedSmallShop.SETTINGS);
    private final TestingShop shop = new TestingShop(lake.environment());

    @BeforeEach
    void publishTheShop() {
        PublishedSmallShop.bring(lake, shop);
    }

    private String run(String... options) {
        var arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(List.of(options));
        var outcome = lake.etl(arguments.toArray(String[]::new));
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        return outcome.output();
    }

    private List<String> lines(String sql) {
        return lake.rows(sql).stream().map(row -> row.mkString("|")).toList();
    }

    @Test
    void aRandomHistoryByIncrementsIsWhatAFullRebuildMakes() {
        var history = new RandomHistory(shop, lake, new Random(20261128));
        for (int step = 0; step < 2; step++) {
            history.goOn(30);
            assertThat(run()).describedAs("step %d", step).contains("etl_increment_");
            assertThat(lake.months()).describedAs("step %d", step).isEqualTo(shop.lines("months_of_the_shop.sql"));
        }
        var byIncrements = lake.content(TestingLake.dataTables());

        run("--full");

        assertThat(lake.content(TestingLake.dataTables())).isEqualTo(byIncrements);
        assertThat(run()).contains("nothing has changed");
    }

    /** Chapters share runs: a run costs more than what it changes here. */
    @Test
    void whatTheShopChangesIsThereAfterTheNextRun() {
        onlyMonthsThatChangedAreRebuilt();
        anOrderMovesToAnotherMonthAndOneBecomesWrongAndIsSetAside();
        theWrongOnesAreMendedAndASaleKeepsTheCustomerOfItsTime();
        aCustomerIsToldOfLateAndAnotherIsGone();
        aCustomerComesBackAndTheShopHasAColumnMore();
    }

    private void onlyMonthsThatChangedAreRebuilt() {
        shop.execute("UPDATE order_items SET quantity = 6, updated_at = now() WHERE order_id = 'o2'");

        run();

        assertThat(months("facts")).containsExactly(LocalDate.parse("2026-01-01"));
        assertThat(lake.months()).isEqualTo(shop.lines("months_of_the_shop.sql"));
    }

    private List<LocalDate> months(String subject) {
        return lake
                .rows("SELECT month_start FROM lake.ops.run_months WHERE subject = '%s' AND run_id =".formatted(subject)
                        + " (SELECT max_by(run_id, started_at) FROM lake.ops.runs) ORDER BY 1")
                .stream()
                .map(row -> row.getDate(0).toLocalDate())
                .toList();
    }

    private void anOrderMovesToAnotherMonthAndOneBecomesWrongAndIsSetAside() {
        shop.execute(
                "UPDATE orders SET order_timestamp = '2026-03-05 10:00:00', updated_at = now() WHERE order_id = 'o7'");
        shop.execute("UPDATE orders SET status = 'lost?', updated_at = now() WHERE order_id = 'o6'");

        run();

        assertThat(quarantine()).containsExactly("ghost/1", "o6", "o6/1", "o7/2", "o8", "o8/1");
        assertThat(months("facts")).containsExactly(LocalDate.parse("2026-02-01"), LocalDate.parse("2026-03-01"));
        assertThat(lines("SELECT DISTINCT order_timestamp FROM lake.cleaned.order_items WHERE order_id = 'o7'"))
                .containsExactly("2026-03-05T10:00");
        assertThat(lake.months()).isEqualTo(shop.lines("months_of_the_shop.sql"));
    }

    private void theWrongOnesAreMendedAndASaleKeepsTheCustomerOfItsTime() {
        shop.execute("UPDATE orders SET status = 'completed', updated_at = now() WHERE order_id IN ('o6', 'o8')");
        // Told late, so that only a full run sees it
        shop.execute(
                "UPDATE customers SET country = 'Austria', updated_at = '2026-01-15 00:00:00Z' WHERE customer_id = 'c1'");

        run("--full");

        assertThat(quarantine()).containsExactly("ghost/1", "o7/2");
        assertThat(lake.months()).isEqualTo(shop.lines("months_of_the_shop.sql"));
        assertThat(countries()).containsExactly("o1|Germany", "o2|Austria", "o8|Austria", "r1|Austria");
    }

    private List<String> quarantine() {
        return lines("SELECT source_key FROM lake.ops.quarantine ORDER BY 1");
    }

    private void aCustomerIsToldOfLateAndAnotherIsGone() {
        lake.rows("INSERT INTO lake.cleaned.customer_versions VALUES"
                + " ('c1', TIMESTAMP '2026-01-12 00:00:00Z', false, 'Poland', NULL, NULL, NULL)");
        shop.execute("DELETE FROM customers WHERE customer_id = 'c2'");

        run();

        assertThat(lines(
                        "SELECT country, date(valid_from), date(valid_to), is_current FROM lake.structured.dim_customers"
                                + " WHERE country IN ('Germany', 'Poland', 'Austria') ORDER BY valid_from"))
                .containsExactly(
                        "Germany|0001-01-01|2026-01-12|false",
                        "Poland|2026-01-12|2026-01-15|false",
                        "Austria|2026-01-15|null|true");
        assertThat(ofFranceAndSpain()).containsExactly("France|false");
        assertThat(lines(
                        "SELECT count(*) FROM lake.structured.fact_sales AS sales LEFT ANTI JOIN lake.structured.dim_customers"
                                + " AS customer ON customer.version_key = sales.customer_version_key"))
                .containsExactly("0");
    }

    private List<String> countries() {
        return lines("SELECT DISTINCT order_id, country FROM lake.structured.fact_sales"
                + " WHERE order_id IN ('o1', 'o2', 'o8', 'r1') ORDER BY 1");
    }

    private List<String> ofFranceAndSpain() {
        return lines(
                "SELECT country, is_current FROM lake.structured.dim_customers WHERE country IN ('France', 'Spain')"
                        + " ORDER BY valid_from");
    }

    private void aCustomerComesBackAndTheShopHasAColumnMore() {
        shop.execute("INSERT INTO customers (customer_id, country, updated_at) VALUES ('c2', 'Spain', now())");
        shop.execute("ALTER TABLE orders ADD COLUMN gift_note text");
        shop.execute("UPDATE orders SET gift_note = 'with love', updated_at = now() WHERE order_id = 'o1'");

        run();

        assertThat(ofFranceAndSpain()).containsExactly("France|false", "Spain|true");
        assertThat(lines("SELECT order_id, gift_note FROM lake.cleaned.orders WHERE gift_note IS NOT NULL"))
                .containsExactly("o1|with love");
    }
}
