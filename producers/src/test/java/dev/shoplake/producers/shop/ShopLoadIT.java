package dev.shoplake.producers.shop;

import static dev.shoplake.producers.shop.TestingShop.row;
import static dev.shoplake.producers.shop.TestingShop.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.redis.CatalogueEntry;
import dev.shoplake.contracts.redis.RedisKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading any shop, by the commands that people run; each test begins with an empty shop. */
class ShopLoadIT {
    private static final String CUSTOMERS = "customer_id,country\nann,GB\nbob,DE\n";
    private static final String PRODUCTS = """
            product_id,product_name,category,unit_price,is_product
            P1,Mug,Kitchen,2.50,
            P2,"Tray, large",Kitchen,12.00,yes
            POST,Postage,,,no
            """;
    private static final String ORDERS = """
            order_id,customer_id,status,order_timestamp
            O1,ann,completed,2024-01-05 10:00
            O2,ann,shipped,2024-01-15T09:30:00
            O3,,completed,2024-02-01
            O4,bob,who knows,2024-02-02 00:00:00
            """;
    private static final String ORDER_ITEMS = """
            order_id,add_to_cart_order,product_id,quantity,unit_price
            O1,1,P1,2,2.50
            O1,2,P2,1,12
            O2,1,P1,1,2.4999
            O2,2,POST,1,4
            O3,1,P1,3,2.5
            O4,1,P1,,2.5
            O9,1,P2,1,12
            """;

    private static TestingShop shop;

    @BeforeAll
    static void startServers() {
        shop = TestingShop.start();
    }

    @AfterAll
    static void stopServers() {
        shop.close();
    }

    @BeforeEach
    void emptyTheShop() throws SQLException {
        shop.empty();
    }

    @Test
    void aTinyShopWithoutOptionalColumnsGetsWhatCanBeDerived(@TempDir Path folder) throws Exception {
        write(folder, CUSTOMERS, PRODUCTS, ORDERS, ORDER_ITEMS);

        shop.load("csv", folder.toString());

        assertThat(shop.rows(
                        "SELECT order_id, customer_id, order_num, status, order_timestamp, total_amount FROM orders "
                                + "ORDER BY order_id"))
                .containsExactly(
                        row("O1", "ann", "1", "completed", "2024-01-05 10:00:00", "17.0000"),
                        row("O2", "ann", "2", "shipped", "2024-01-15 09:30:00", "6.4999"),
                        row("O3", null, null, "completed", "2024-02-01 00:00:00", "7.5000"),
                        row("O4", "bob", "1", "who knows", "2024-02-02 00:00:00", null));
        assertThat(shop.rows("SELECT order_id, product_id, quantity, discount, reordered, days_since_prior_order "
                        + "FROM order_items ORDER BY order_id, add_to_cart_order"))
                .containsExactly(
                        row("O1", "P1", "2", "0.0000", "f", null),
                        row("O1", "P2", "1", "0.0000", "f", null),
                        row("O2", "P1", "1", "0.0000", "t", "10"),
                        row("O2", "POST", "1", "0.0000", "f", "10"),
                        row("O3", "P1", "3", "0.0000", null, null),
                        row("O4", "P1", null, "0.0000", "f", null),
                        row("O9", "P2", "1", "0.0000", null, null));
        assertThat(shop.redis().hgetAll(RedisKeys.CATALOGUE).keySet()).containsExactlyInAnyOrder("P1", "P2", "POST");
        assertThat(CatalogueEntry.ofJson(shop.redis().hget(RedisKeys.CATALOGUE, "POST")))
                .isEqualTo(new CatalogueEntry("Postage", null, false, null));
    }

    @Test
    void aNewerFileUpdatesWhatDiffersAndAddsWhatIsNew(@TempDir Path folder) throws Exception {
        write(folder, CUSTOMERS, PRODUCTS, ORDERS, ORDER_ITEMS);
        shop.load("csv", folder.toString());
        var loadedAt =
                shop.rows("SELECT max(updated_at) FROM orders").getFirst().getFirst();

        // an order between ann's two, a corrected quantity, bob moved; O1 and most of the rest are not in the files
        write(
                folder,
                "customer_id,country\nbob,FR\nann,GB\n",
                PRODUCTS.replace("Mug", "Cup"),
                "order_id,customer_id,status,order_timestamp\nO5,ann,completed,2024-01-10\n",
                "order_id,add_to_cart_order,product_id,quantity,unit_price\nO5,1,P2,1,12\nO4,1,P1,4,2.5\n");
        shop.load("csv", folder.toString());

        assertThat(shop.changedSince("customers", "customer_id", loadedAt)).containsExactly(row("bob", "f"));
        assertThat(shop.changedSince("products", "product_id", loadedAt)).containsExactly(row("P1", "f"));
        // O2 is ann's third order now, and O4 has an amount
        assertThat(shop.changedSince("orders", "order_id", loadedAt))
                .containsExactly(row("O2", "f"), row("O4", "f"), row("O5", "t"));
        assertThat(shop.changedSince("order_items", "order_id || '/' || add_to_cart_order", loadedAt))
                .containsExactly(row("O2/1", "f"), row("O2/2", "f"), row("O4/1", "f"), row("O5/1", "t"));
        assertThat(shop.rows("SELECT order_num, total_amount FROM orders ORDER BY order_id"))
                .containsExactly(
                        row("1", "17.0000"),
                        row("3", "6.4999"),
                        row(null, "7.5000"),
                        row("1", "10.0000"),
                        row("2", "12.0000"));
        assertThat(shop.summary("orders")).containsExactly("1", "1", "2", "2");
        assertThat(CatalogueEntry.ofJson(shop.redis().hget(RedisKeys.CATALOGUE, "P1"))
                        .name())
                .isEqualTo("Cup");
    }

    @Test
    void givenValuesAreKeptAndOnlyEmptyCellsDerived(@TempDir Path folder) throws Exception {
        write(folder, CUSTOMERS, PRODUCTS, """
                order_id,customer_id,order_num,status,order_timestamp,total_amount
                O1,ann,7,completed,2024-01-05,99.99
                O2,ann,,completed,2024-01-15,
                """, """
                order_id,add_to_cart_order,product_id,quantity,unit_price,discount,reordered,days_since_prior_order
                O1,1,P1,2,2.50,0.50,1,3.0
                O2,1,P1,2,2.50,0.5,,
                """);

        shop.load("csv", folder.toString());
        shop.load("csv", folder.toString());

        assertThat(shop.rows("SELECT order_num, total_amount FROM orders ORDER BY order_id"))
                .containsExactly(row("7", "99.9900"), row("2", "4.5000"));
        assertThat(shop.rows("SELECT reordered, days_since_prior_order FROM order_items ORDER BY order_id"))
                .containsExactly(row("t", "3"), row("t", "10"));
        assertThat(shop.summary("orders")).containsExactly("2", "0", "0", "2");
    }

    @Test
    void aWrongFileLoadsNothing(@TempDir Path folder) throws Exception {
        write(folder, CUSTOMERS, PRODUCTS, ORDERS, ORDER_ITEMS);
        shop.load("csv", folder.toString());
        var before = shop.fingerprint();

        write(
                folder,
                CUSTOMERS.replace("GB", "IE"),
                PRODUCTS,
                ORDERS,
                ORDER_ITEMS.replace("O3,1,P1,3,2.5", "O3,1,P1,3,cheap"));
        assertThat(shop.run("load", "csv", folder.toString())).isEqualTo(1);

        assertThat(shop.errors())
                .isEqualTo(
                        "%s, line 6, column unit_price: found 'cheap', expected a decimal number such as 12.50 with at most 14 digits before the point and 4 after it%nNothing was loaded.%n"
                                .formatted(folder.resolve("order_items.csv")));
        assertThat(shop.fingerprint()).isEqualTo(before);
    }

    @Test
    void aKeyThatStandsTwiceIsNamedWithBothLines(@TempDir Path folder) throws Exception {
        write(folder, CUSTOMERS, PRODUCTS, ORDERS, ORDER_ITEMS + "O1,2,P1,1,1\n");

        assertThat(shop.run("load", "csv", folder.toString())).isEqualTo(1);

        assertThat(shop.errors())
                .startsWith(
                        "%s, line 9, column order_id, add_to_cart_order: found 'O1, 2', which line 3 has too, expected every key once"
                                .formatted(folder.resolve("order_items.csv")));
        assertThat(shop.rows("SELECT count(*) FROM customers")).containsExactly(List.of("0"));
    }

    @Test
    void aFolderWithoutAllFourFilesLoadsNothing(@TempDir Path folder) throws Exception {
        write(folder, CUSTOMERS, PRODUCTS, ORDERS, ORDER_ITEMS);
        Files.delete(folder.resolve("orders.csv"));

        assertThat(shop.run("load", "csv", folder.toString())).isEqualTo(1);

        assertThat(shop.errors())
                .startsWith(folder.resolve("orders.csv") + ": found no such file, expected it or orders.csv.gz");
        assertThat(shop.rows("SELECT count(*) FROM customers")).containsExactly(List.of("0"));
    }

    @Test
    void theCatalogueForgetsProductsThatAreNoMore(@TempDir Path folder) throws Exception {
        write(folder, CUSTOMERS, PRODUCTS, ORDERS, ORDER_ITEMS);
        shop.load("csv", folder.toString());
        shop.execute("DELETE FROM products WHERE product_id = 'P2'");

        assertThat(shop.run("catalogue")).isZero();

        assertThat(shop.out()).contains("live catalogue: 2 products in Redis, 1 removed");
        assertThat(shop.redis().hkeys(RedisKeys.CATALOGUE)).containsExactlyInAnyOrder("P1", "POST");
    }

    @Test
    void redisAwayLeavesTheDatabaseLoadedAndSaysHowToRepeat(@TempDir Path folder) throws Exception {
        write(folder, CUSTOMERS, PRODUCTS, ORDERS, ORDER_ITEMS);
        shop.killRedis();
        try {
            assertThat(shop.run("load", "csv", folder.toString())).isEqualTo(1);
            assertThat(shop.errors())
                    .contains("The live catalogue could not be written to Redis at redis://127.0.0.1:")
                    .contains("The shop's database is complete")
                    .contains("repeat with: ./shoplake shop catalogue");
            assertThat(shop.rows("SELECT count(*) FROM orders")).containsExactly(List.of("4"));
        } finally {
            shop.startRedisAgain();
        }

        assertThat(shop.run("catalogue")).isZero();
        assertThat(shop.out()).contains("live catalogue: 3 products in Redis, 0 removed");
    }
}
