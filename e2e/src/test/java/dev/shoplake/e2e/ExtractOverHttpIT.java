package dev.shoplake.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.stack.LocalStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that may not reach the shop's tables makes the same lake of what the extract API tells. */
class ExtractOverHttpIT {
    private static final List<String> TABLES = List.of("customers", "products", "orders", "order_items");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aFullRunAndAnIncrementOverHttpMakeTheTablesThatTheDatabaseWouldHaveMade() throws Exception {
        write("customers.csv", "customer_id,country", "ann,Iceland", "bob,", "eve,\"Côte d'Ivoire\"");
        write("products.csv", "product_id,product_name", "tea,Tea", "cup,\"Cup, large\"");
        write(
                "orders.csv",
                "order_id,customer_id,status,order_timestamp,currency",
                "1,ann,completed,2020-01-31 23:59:59,EUR",
                "2,bob,shipped,2020-02-01,EUR",
                "3,,completed,2020-02-02T10:00,EUR",
                "4,eve,who knows,2020-02-05 09:00:00,EUR");
        write(
                "order_items.csv",
                "order_id,add_to_cart_order,product_id,quantity,unit_price,discount",
                "1,1,tea,2,1.2345,",
                "2,1,cup,1,10,0.5",
                "2,2,tea,3,1.1,",
                "3,1,tea,10,0.333,",
                "4,1,cup,1,10,");

        try (var stack = LocalStack.start("trino", "postgres", "redis", "s3", "nessie")) {
            stack.command("shop", "migrate");
            stack.command("shop", "load", "csv", folder.toString());
            stack.command("etl", "run");
            var lake = new Lake(stack.environment());
            var byDatabase = content(lake);

            var api = stack.spawn("shop", "serve");
            try (var lines = new BufferedReader(api.inputReader(StandardCharsets.UTF_8))) {
                var line = lines.readLine();
                while (line != null && !line.contains("serves the shop's tables")) {
                    line = lines.readLine();
                }
                assertThat(line).as("shop serve says that it is ready").isNotNull();
                var address = requireNonNull(stack.environment().get("SHOPLAKE_EXTRACT_URL"));

                assertThat(stack.command("etl", "run", "--full", "--source", address))
                        .contains("etl_2020_01_01_2020_02_06")
                        .doesNotContain("does not see all transactions");
                assertThat(content(lake)).isEqualTo(byDatabase);

                change(stack.environment());
                assertThat(stack.command("etl", "run", "--source", address))
                        .contains("etl_increment_")
                        .contains("2 deleted in the shop");
                assertThat(stack.command("etl", "run", "--source", address)).contains("nothing has changed up to ");
            } finally {
                api.destroy();
                api.waitFor();
            }
            var byIncrement = content(lake);
            assertThat(byIncrement).isNotEqualTo(byDatabase);
            assertThat(lake.rows("SELECT order_id FROM cleaned.orders ORDER BY 1"))
                    .containsExactly(List.of("1"), List.of("3"), List.of("5"));
            stack.command("etl", "run", "--full");
            assertThat(content(lake)).isEqualTo(byIncrement);
        }
    }

    /** An order and its customer are gone, one is new, a line and a customer are others than before. */
    private static void change(Map<String, String> environment) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        environment.get("SHOPLAKE_POSTGRES_URL"),
                        environment.get("SHOPLAKE_POSTGRES_USER"),
                        environment.get("SHOPLAKE_POSTGRES_PASSWORD"));
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM order_items WHERE order_id = '2'");
            statement.execute("DELETE FROM orders WHERE order_id = '2'");
            statement.execute("DELETE FROM customers WHERE customer_id = 'bob'");
            statement.execute("UPDATE customers SET country = 'Norway', updated_at = now() WHERE customer_id = 'ann'");
            statement.execute("INSERT INTO orders (order_id, customer_id, status, order_timestamp, currency)"
                    + " VALUES ('5', 'ann', 'completed', '2020-03-01 08:00:00', 'EUR')");
            statement.execute("INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price)"
                    + " VALUES ('5', 1, 'tea', 1, 1.5), ('5', 2, 'cup', 1, 9)");
            statement.execute("UPDATE order_items SET quantity = 7, updated_at = now() WHERE order_id = '3'");
        }
    }

    /** What the shop's tables became: every column but those that tell of runs. */
    private static Map<String, List<List<String>>> content(Lake lake) {
        var content = new TreeMap<String, List<List<String>>>();
        for (var table : TABLES) {
            var columns = lake
                    .rows(
                            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'cleaned' AND table_name = '"
                                    + table + "' ORDER BY ordinal_position")
                    .stream()
                    .map(List::getFirst)
                    .filter(column ->
                            !List.of("run_id", "source_file", "source_position").contains(column))
                    .toList();
            content.put(
                    table,
                    lake.rows("SELECT %s FROM cleaned.%s ORDER BY 1, 2".formatted(String.join(", ", columns), table)));
        }
        return content;
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines));
    }
}
