package dev.shoplake.producers.shop;

import static dev.shoplake.producers.shop.TestingShop.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.redis.CatalogueEntry;
import dev.shoplake.contracts.redis.RedisKeys;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The year of Online Retail, loaded once. */
class OnlineRetailIT {
    private static TestingShop shop;

    @BeforeAll
    static void loadTheYear() throws Exception {
        shop = TestingShop.start();
        shop.empty();
        shop.load("online-retail");
    }

    @AfterAll
    static void stopServers() {
        shop.close();
    }

    @Test
    void theYearOfOnlineRetailHasTheMonthsThatAreKnownToBeTrue() throws Exception {
        var truth = Files.readAllLines(TestingShop.ROOT.resolve("data/online-retail/monthly.csv"));
        var names = List.of(truth.getFirst().split(","));
        var expected = truth.stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> List.of(
                        cells[0],
                        cells[names.indexOf("gross_sales")],
                        cells[names.indexOf("returns_amount")],
                        cells[names.indexOf("orders")],
                        cells[names.indexOf("units")],
                        cells[names.indexOf("buyers")]))
                .toList();
        assertThat(expected).hasSize(13);
        assertThat(shop.rows("""
                SELECT to_char(order_timestamp, 'YYYY-MM'),
                       round(sum(quantity * unit_price) FILTER (WHERE is_sale), 2),
                       round(-sum(quantity * unit_price)
                           FILTER (WHERE status = 'returned' AND quantity < 0 AND unit_price > 0), 2),
                       count(DISTINCT order_id) FILTER (WHERE is_sale),
                       sum(quantity) FILTER (WHERE is_sale),
                       count(DISTINCT customer_id) FILTER (WHERE is_sale)
                FROM orders
                JOIN order_items USING (order_id),
                LATERAL (SELECT status = 'completed' AND quantity > 0 AND unit_price > 0 AS is_sale) AS kind
                GROUP BY 1 ORDER BY 1""")).isEqualTo(expected);
    }

    @Test
    void onlineRetailKeepsEveryLineAndTellsGoodsFromServices() throws Exception {
        assertThat(shop.rows("SELECT count(*) FROM order_items")).containsExactly(List.of("541909"));
        assertThat(shop.rows("""
                SELECT string_agg(product_id, ' ' ORDER BY product_id COLLATE "C")
                FROM products WHERE NOT is_product AND product_id !~ '^(DCGS|gift)'""")).containsExactly(List.of("AMAZONFEE B BANK CHARGES C2 CRUK D DOT M PADS POST S m"));
        // a service, one that was never sold nor described, a product
        assertThat(shop.rows("SELECT product_name, unit_price, category FROM products "
                        + "WHERE product_id IN ('22423', 'gift_0001_30', 'DCGS0055') ORDER BY product_id DESC"))
                .containsExactly(
                        row("Dotcomgiftshop Gift Voucher £30.00", "25.0000", "Services"),
                        row(null, null, "Services"),
                        row("REGENCY CAKESTAND 3 TIER", "12.7500", "Baking"));
        assertThat(shop.rows("SELECT count(DISTINCT currency), min(currency) FROM orders"))
                .containsExactly(List.of("1", "GBP"));
        // these two moved: the country of the last invoice counts
        assertThat(shop.rows("SELECT country FROM customers WHERE customer_id IN ('12455', '12394') ORDER BY 1"))
                .containsExactly(row("Denmark"), row("Spain"));
        assertThat(shop.redis().hlen(RedisKeys.CATALOGUE)).isEqualTo(4_070);
        assertThat(CatalogueEntry.ofJson(shop.redis().hget(RedisKeys.CATALOGUE, "POST")))
                .isEqualTo(new CatalogueEntry("POSTAGE", "Services", false, new BigDecimal("18.0000")));
    }

    @Test
    void loadingOnlineRetailTwiceChangesNothing() throws Exception {
        var before = shop.fingerprint();

        shop.load("online-retail");

        assertThat(shop.fingerprint()).isEqualTo(before);
        assertThat(shop.summary("order_items")).containsExactly("541,909", "0", "0", "541,909");
    }
}
