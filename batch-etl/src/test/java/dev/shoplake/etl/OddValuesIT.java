package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A database holds more than a calendar or a sum does: that keeps no other row from being published. */
class OddValuesIT {
    private final TestingLake lake = new TestingLake(PublishedSmallShop.SETTINGS);
    private final TestingShop shop = new TestingShop(lake.environment());

    private String etl(String... arguments) {
        var outcome = lake.etl(arguments);
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        return outcome.output();
    }

    private List<String> table(String columns, String rest) {
        return lake.rows("SELECT " + columns + " FROM lake." + rest).stream()
                .map(row -> row.mkString("|"))
                .toList();
    }

    @Test
    void whatNoCalendarAndNoSumHoldsIsSetAsideAndAnOldOrderIsFoundByItsCustomer() {
        PublishedSmallShop.bring(lake, shop);
        shop.execute(TestingShop.text("odd_values.sql"));

        etl("run");
        assertThat(table("source_key, reasons", "ops.quarantine WHERE source_key LIKE 'odd %' ORDER BY source_key"))
                .containsExactly(
                        "odd age|[\"order_timestamp is not a time: 0044-03-15 00:00:00 BC\"]",
                        "odd end|[\"order_timestamp is not a time: infinity\"]",
                        "odd end/1|[\"order is in quarantine\"]",
                        "odd figures/1|[\"unit_price is not an amount: NaN\"]",
                        "odd figures/2|[\"quantity has more than 12 digits: 9223372036854775807\"]",
                        "odd figures/3|[\"quantity has more than 12 digits: -9223372036854775808\"]",
                        "odd figures/4|[\"discount is not an amount: NaN\"]",
                        "odd future|[\"order_timestamp is not a time: 10000-01-01 00:00:00\"]",
                        "odd future/1|[\"order is in quarantine\"]",
                        "odd last|[\"order_timestamp is not a time: 9999-12-31 23:59:59\"]",
                        "odd none|[\"order_timestamp is not a time: 0001-01-01 00:00:00\"]",
                        "odd none/1|[\"order is in quarantine\"]",
                        "odd start|[\"order_timestamp is not a time: -infinity\"]");
        var sales = table(
                "year_month, currency, gross_sales, orders, units, buyers, avg_order_value",
                "marts.monthly_kpis ORDER BY year_month, currency");
        assertThat(sales)
                .containsExactly(
                        "0003-05|EUR|2.00|1|1|0|2.00",
                        "1969-07|EUR|14.00|1|2|1|14.00",
                        "2026-01|EUR|42.26|4|8|1|10.56",
                        "2026-02|EUR|30.00|2|3|2|15.00",
                        "2026-02|USD|7.00|1|1|1|7.00",
                        "2026-03|EUR|9999999999899000000000010.00|1|99999999999|0|9999999999899000000000010.00");

        assertThat(lake.etl("run").output()).contains("nothing has changed");
        etl("run", "--full");
        assertThat(table(
                        "year_month, currency, gross_sales, orders, units, buyers, avg_order_value",
                        "marts.monthly_kpis ORDER BY year_month, currency"))
                .isEqualTo(sales);
        assertThat(table("count(*)", "ops.quarantine WHERE source_key LIKE 'odd %'"))
                .containsExactly("13");
    }

    @Test
    void typesAndColumnsOfTheShopsOwnAreTakenAsFarAsTheyCanBe() {
        PublishedSmallShop.bring(lake, shop);
        shop.execute(
                "ALTER TABLE order_items ALTER quantity TYPE numeric(18, 3), ADD units int DEFAULT 3, ADD _own text;"
                        + "ALTER TABLE orders ADD source text DEFAULT 'web', ADD \"Status\" text, ADD \"a.b\" text,"
                        + " ADD time text DEFAULT '10:00', ADD place text, ADD \"Paid by\" text DEFAULT 'card';"
                        + "UPDATE orders SET updated_at = now() WHERE order_id = 'o1';"
                        + "INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price, updated_at)"
                        + " VALUES ('o1', 3, 'p1', 4, 1, now()), ('o1', 4, 'p1', 1.5, 1, now())");
        assertThat(lake.etl("run").errors()).contains("quantity").contains("--accept-schema");

        assertThat(etl("run", "--accept-schema"))
                .contains("column source of orders is not taken")
                .contains("column Status of orders")
                .contains("column a.b of orders")
                .contains("column _own of order_items");
        // A part of a thing cannot be sold
        assertThat(table("source_key, reasons", "ops.quarantine WHERE source_key LIKE 'o1%'"))
                .containsExactly("o1/4|[\"quantity is not a whole number: 1.500\"]");
        assertThat(table("gross_sales, units", "marts.monthly_kpis WHERE year_month = '2026-01'"))
                .containsExactly("45.26|11");
        assertThat(table("status, source, time, place, `Paid by`", "cleaned.orders WHERE order_id = 'o1'"))
                .containsExactly("shipped|shop|10:00|null|card");
        assertThat(table("DISTINCT units", "cleaned.order_items WHERE order_id = 'o1'"))
                .containsExactly("3");
    }
}
