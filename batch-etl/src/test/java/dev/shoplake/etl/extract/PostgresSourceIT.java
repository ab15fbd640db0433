package dev.shoplake.etl.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.etl.run.Window;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import java.math.BigDecimal;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All tables of an extract are of one moment, however long it takes to read them. */
class PostgresSourceIT {
    private final PostgresSettings settings = PostgresSettings.read(
            SettingsReader.of(LocalStack.shared("postgres").environment()));

    @BeforeEach
    void emptyShop() throws Exception {
        try (var file = PostgresSourceIT.class.getResourceAsStream("/dev/shoplake/etl/shop.sql")) {
            execute(new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
        execute("INSERT INTO orders (order_id, status, order_timestamp) VALUES ('before', 'completed', '2026-01-05')");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        settings.url(), settings.user(), settings.password().value());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> read(ShopSource source, SourceTable table, Selection selection) {
        return read(source, table, selection, Share.WHOLE);
    }

    private static List<String> read(ShopSource source, SourceTable table, Selection selection, Share share) {
        var lines = new ArrayList<String>();
        source.read(table, selection, share, row -> lines.add(line(row)));
        return lines.stream().sorted().toList();
    }

    private static String line(SourceRow row) {
        return IntStream.range(0, row.columns()).mapToObj(row::text).collect(Collectors.joining("|"));
    }

    @Test
    void everyReadingIsAsOfTheMomentAndNotOfWhatIsWrittenMeanwhile() throws SQLException {
        var days = new Selection.Days(new Window(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-02-01")));
        var before =
                "before|null|null|completed|2026-01-05 00:00:00|null|null|2026-01-01 00:00:00+00|2026-01-01 00:00:00+00";
        try (var source = PostgresSource.open(settings)) {
            execute(
                    "INSERT INTO orders (order_id, status, order_timestamp) VALUES ('meanwhile', 'completed', '2026-01-06')");
            execute("UPDATE orders SET status = 'cancelled' WHERE order_id = 'before'");

            assertThat(read(source, SourceTable.ORDERS, days)).containsExactly(before);
            assertThat(read(source, SourceTable.ORDERS, new Selection.Ids(List.of("meanwhile", "before"))))
                    .containsExactly(before);
            assertThat(source.count(SourceTable.ORDERS, days)).hasValue(1);
        }
        execute("INSERT INTO orders (order_id, status, order_timestamp) VALUES ('of no day', 'completed', 'infinity')");
        execute("INSERT INTO order_items (order_id, add_to_cart_order, product_id) VALUES ('of no day', 1, 'tea')");
        try (var later = PostgresSource.open(settings)) {
            assertThat(later.count(SourceTable.ORDERS, days)).hasValue(3);
            assertThat(later.count(SourceTable.ORDER_ITEMS, days)).hasValue(1);
        }
    }

    @Test
    void everyValueComesAsPostgresqlCastsItToText() throws SQLException {
        execute("""
                ALTER TABLE customers ADD is_club boolean, ADD code char(5), ADD tags text[], ADD notes jsonb, ADD picture bytea,
                    ADD share double precision, ADD "since \\ when" date, ADD token uuid, ADD visit interval;
                INSERT INTO customers (customer_id, country) SELECT 'c' || place, value
                FROM unnest(ARRAY['', 'N', '\\N', '\\', '\\\\.', '\\.', E'a\\tb\\nc\\rd', E'\\b\\f\\x0b', E'ends with \\\\', 'n\\t', '"é€😀"', NULL])
                    WITH ORDINALITY AS given (value, place);
                UPDATE customers SET is_club = customer_id = 'c1', code = 'x', tags = ARRAY['a,b', E'c\\\\d'], notes = '{"a": "\\n"}',
                    picture = '\\x00ff', share = 0.1, "since \\ when" = '2026-02-28', token = gen_random_uuid(), visit = '1 day 2:03'
                WHERE customer_id < 'c3';""");
        try (var source = PostgresSource.open(settings)) {
            var ids =
                    IntStream.rangeClosed(1, 12).mapToObj(place -> "c" + place).toList();
            var copied = read(source, SourceTable.CUSTOMERS, new Selection.All());

            assertThat(copied).hasSize(12).isEqualTo(read(source, SourceTable.CUSTOMERS, new Selection.Ids(ids)));
            assertThat(copied.stream().map(line -> line.split("[|]", -1)[1]))
                    .containsExactlyInAnyOrder(
                            "",
                            "N",
                            "\\N",
                            "\\",
                            "\\\\.",
                            "\\.",
                            "a\tb\nc\rd",
                            "\b\f\u000b",
                            "ends with \\",
                            "n\\t",
                            "\"é€😀\"",
                            "null");
            assertThat(copied)
                    .anySatisfy(line -> assertThat(line)
                            .contains("|true|x|{\"a,b\",\"c\\\\d\"}|{\"a\": \"\\n\"}|\\x00ff|0.1|2026-02-28|"));
        }
    }

    @Test
    void sharesHoldEachRowOnceOfWhateverKindTheTableIs() throws SQLException {
        var fill =
                "INSERT INTO orders (order_id, status, order_timestamp) SELECT 'o' || n, 'completed', '2026-01-05' FROM generate_series(1, 1000) AS n";
        execute(fill);
        assertThatSharesAreTheWhole(1001);

        execute("""
                ALTER TABLE orders RENAME TO old_orders;
                CREATE TABLE orders (LIKE old_orders INCLUDING DEFAULTS) PARTITION BY HASH (order_id);
                CREATE TABLE some_orders PARTITION OF orders FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                CREATE TABLE other_orders PARTITION OF orders FOR VALUES WITH (MODULUS 2, REMAINDER 1);
                DROP TABLE old_orders;""");
        execute(fill);
        assertThatSharesAreTheWhole(1000);
    }

    private void assertThatSharesAreTheWhole(int rows) {
        try (var source = PostgresSource.open(settings)) {
            var all = read(source, SourceTable.ORDERS, new Selection.All());
            var shared = IntStream.range(0, 3)
                    .mapToObj(number -> read(source, SourceTable.ORDERS, new Selection.All(), new Share(number, 3)))
                    .toList();

            assertThat(shared).noneMatch(List::isEmpty);
            assertThat(shared.stream().flatMap(List::stream).sorted().toList())
                    .hasSize(rows)
                    .isEqualTo(all);
            assertThat(source.shares(SourceTable.ORDERS, 1_000_000))
                    .isEqualTo(Math.min(5, Runtime.getRuntime().availableProcessors()));
        }
    }

    @Test
    void aViewInPlaceOfATableIsReadInOneShare() throws SQLException {
        execute("ALTER TABLE orders RENAME TO kept_orders; CREATE VIEW orders AS SELECT * FROM kept_orders");
        try (var source = PostgresSource.open(settings)) {
            assertThat(source.shares(SourceTable.ORDERS, 1_000_000)).isEqualTo(1);
            assertThat(read(source, SourceTable.ORDERS, new Selection.All())).hasSize(1);
        } finally {
            execute("DROP VIEW orders; DROP TABLE kept_orders");
        }
    }

    @Test
    void theMonthsAreTheSumsOfWhatCountsWhateverTypesTheShopHasChosen() throws SQLException {
        execute("""
                INSERT INTO orders (order_id, status, order_timestamp, currency) VALUES
                    ('sold', ' Completed', '2026-01-31 23:59:59', 'gbp'), ('sold too', 'shipped', '2026-01-05', 'GBP'),
                    ('given back', 'RETURNED', '2026-01-06', ' GBP'), ('never sold', 'cancelled', '2026-01-07', 'GBP'),
                    ('without a currency', 'delivered', '2026-02-01', NULL), ('no return', 'returned', '2026-03-01', 'GBP');
                INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price, discount) VALUES
                    ('sold', 1, 'tea', 2, 1.25, 0.5), ('sold', 2, 'cup', 1, 3, 0), ('sold', 3, 'cup', 5, 0, 0),
                    ('sold', 4, 'cup', -1, 3, 0), ('sold', 5, ' ', 7, 3, 0), ('sold', 6, 'cup', NULL, 3, 0),
                    ('sold too', 1, 'tea', 4, 0.3333, 0), ('given back', 1, 'tea', -2, 1.25, 0),
                    ('given back', 2, 'tea', 9, 1.25, 0), ('never sold', 1, 'tea', 1, 1, 0),
                    ('without a currency', 1, 'tea', 1, 10, 0), ('no return', 1, 'tea', 1, 1, 0);""");
        // 2 * 1.25 + 3 + 4 * 0.3333, less a discount of 0.5; 2 * 1.25 came back
        var expected = List.of(
                month("2026-01", "GBP", "3", "7", "6.8332", "0.5", "2.5"),
                month("2026-02", "", "1", "1", "10", "0", "0"));
        assertThatMonthsAre(expected, "as the shop's own tables");
        for (var change : List.of(
                "orders ALTER COLUMN order_timestamp TYPE timestamptz USING order_timestamp AT TIME ZONE 'UTC'",
                "orders ALTER COLUMN order_timestamp TYPE date USING (order_timestamp AT TIME ZONE 'UTC')::date",
                "orders ALTER COLUMN order_timestamp TYPE text",
                // More places than the lake has
                "order_items ALTER COLUMN unit_price TYPE numeric USING unit_price + 0.00001 * sign(unit_price)",
                "order_items ALTER COLUMN unit_price TYPE text",
                "order_items ALTER COLUMN discount DROP DEFAULT, ALTER COLUMN discount TYPE varchar(20)",
                // A part of a thing cannot be sold
                "order_items ALTER COLUMN quantity TYPE numeric(18, 3); INSERT INTO order_items (order_id,"
                        + " add_to_cart_order, product_id, quantity, unit_price, discount) VALUES ('sold', 9, 'tea', 1.5, '1', '0')",
                "order_items ALTER COLUMN quantity TYPE double precision",
                "order_items ALTER COLUMN quantity TYPE varchar(20) USING to_char(quantity, 'FM9990.0')")) {
            execute("ALTER TABLE " + change);

            assertThatMonthsAre(expected, change);
        }
    }

    private static SourceMonth month(String month, String currency, String... figures) {
        return new SourceMonth(
                month,
                currency,
                new BigDecimal(figures[0]),
                new BigDecimal(figures[1]),
                new BigDecimal(figures[2]),
                new BigDecimal(figures[3]),
                new BigDecimal(figures[4]));
    }

    private void assertThatMonthsAre(List<SourceMonth> expected, String types) {
        try (var source = PostgresSource.open(settings)) {
            assertThat(source.months())
                    .describedAs(types)
                    .usingRecursiveFieldByFieldElementComparator(RecursiveComparisonConfiguration.builder()
                            .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                            .build())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
