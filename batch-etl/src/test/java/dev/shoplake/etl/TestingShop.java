package dev.shoplake.etl;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.postgresql.PGConnection;

/** The shop's database in a test. */
final class TestingShop {
    private final Map<String, String> environment;

    TestingShop(Map<String, String> environment) {
        this.environment = environment;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                environment.get("SHOPLAKE_POSTGRES_URL"),
                environment.get("SHOPLAKE_POSTGRES_USER"),
                environment.get("SHOPLAKE_POSTGRES_PASSWORD"));
    }

    void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of a query from a file. */
    List<String> lines(String name) {
        var lines = new ArrayList<String>();
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(text(name))) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void loadSmallShop() {
        execute(text("shop.sql"));
        execute(text("small_shop.sql"));
    }

    /** The year of a real shop, by the rules of docs/kpi.md. */
    void loadOnlineRetail() {
        execute(text("shop.sql"));
        var customers = new LinkedHashMap<String, String>();
        var products = new LinkedHashMap<String, String>();
        var orders = new LinkedHashMap<String, String>();
        var lineNumbers = new LinkedHashMap<String, Integer>();
        var items = new StringBuilder();
        for (var line : onlineRetail()) {
            var order = line.get("InvoiceNo");
            var customer = line.get("CustomerID");
            if (!customer.isEmpty()) {
                customers.put(customer, line.get("Country"));
            }
            products.putIfAbsent(line.get("StockCode"), line.get("StockCode"));
            orders.putIfAbsent(
                    order,
                    String.join(
                            "\t",
                            customer,
                            order.startsWith("C") ? "returned" : "completed",
                            line.get("InvoiceDate"),
                            "GBP"));
            items.append(String.join(
                            "\t",
                            order,
                            lineNumbers.merge(order, 1, Integer::sum).toString(),
                            line.get("StockCode"),
                            line.get("Quantity"),
                            line.get("UnitPrice")))
                    .append('\n');
        }
        copy("customers (customer_id, country)", rows(customers));
        copy("products (product_id, product_name)", rows(products));
        copy("orders (order_id, customer_id, status, order_timestamp, currency)", rows(orders));
        copy("order_items (order_id, add_to_cart_order, product_id, quantity, unit_price)", items.toString());
    }

    private static String rows(Map<String, String> rows) {
        return rows.entrySet().stream()
                .map(row -> row.getKey() + "\t" + row.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private void copy(String target, String rows) {
        try (var connection = connect()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + target + " FROM STDIN", new StringReader(rows));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<CSVRecord> onlineRetail() {
        var file = Path.of("..", "data", "online-retail", "online-retail.csv.gz");
        try (var reader =
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8)) {
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

    static String text(String name) {
        try (var file = TestingShop.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
