package dev.shoplake.producers.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.producers.shop.database.Migration;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryIT {
    private static LocalStack stack;
    private static HistorySettings settings;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fillAShop() throws SQLException {
        stack = LocalStack.start("postgres");
        var postgres = PostgresSettings.read(SettingsReader.of(stack.environment()));
        settings = new HistorySettings(postgres, ZoneId.of("Europe/London"), "XXX");
        Migration.run(postgres);
        sql("""
                INSERT INTO products (product_id, is_product) VALUES ('lamp', true), ('vase', true), ('POST', false);
                INSERT INTO orders (order_id, customer_id, status, order_timestamp, currency) VALUES
                  ('1', '17850', 'completed', '2011-06-01 10:00:00', 'GBP'),
                  ('2', NULL, 'shipped', '2011-12-01 10:00:00', NULL),
                  ('3', '17850', 'cancelled', '2011-12-02 10:00:00', 'GBP'),
                  ('C4', '17850', 'returned', '2011-12-03 10:00:00', 'GBP'),
                  ('5', '17850', 'completed', '2011-12-04 10:00:00', 'GBP'),
                  ('6', ' ', 'invoiced', '2011-12-05 10:00:00', 'EUR');
                INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price) VALUES
                  ('1', 1, 'lamp', 6, 2.55), ('1', 2, 'POST', 1, 100), ('1', 3, 'lamp', 1, 2.5),
                  ('1', 4, 'vase', -1, 2.5), ('1', 5, 'vase', 1, 0), ('1', 6, 'unknown', 1, 1), ('1', 7, 'vase', NULL, 1),
                  ('2', 1, 'vase', 2, 0.001),
                  ('3', 1, 'vase', 2, 1), ('C4', 1, 'lamp', -6, 2.55), ('5', 1, 'vase', 1, 0),
                  ('6', 1, 'vase', 1, 10)
                """);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void makesPurchasesOfPlacedOrdersWithTheirSaleLinesInUtc() throws Exception {
        var purchases = write(1).stream()
                .filter(event -> event.path("event_type").textValue().equals("purchase"))
                .toList();

        assertThat(purchases).hasSize(3);
        assertThat(purchases.get(0).path("user_id").textValue()).isEqualTo("17850");
        assertThat(purchases.get(0).path("occurred_at").textValue()).isEqualTo("2011-06-01T09:00:00Z");
        assertThat(purchases.get(0).path("currency").textValue()).isEqualTo("GBP");
        assertThat(purchases.get(0).path("items"))
                .hasToString("[{\"product_id\":\"lamp\",\"quantity\":6,\"unit_price\":2.55},"
                        + "{\"product_id\":\"POST\",\"quantity\":1,\"unit_price\":100},"
                        + "{\"product_id\":\"lamp\",\"quantity\":1,\"unit_price\":2.5}]");
        assertThat(purchases.get(1).path("user_id").textValue()).isEqualTo("guest-2");
        assertThat(purchases.get(1).path("occurred_at").textValue()).isEqualTo("2011-12-01T10:00:00Z");
        assertThat(purchases.get(1).path("currency").textValue()).isEqualTo("XXX");
        assertThat(purchases.get(2).path("user_id").textValue()).isEqualTo("guest-6");
    }

    @Test
    void writesTheSameBytesForTheSameSeed() throws Exception {
        assertThat(write(3)).isEqualTo(write(3)).isNotEqualTo(write(4));
    }

    @Test
    void writesAFileThatAppearsWhenItIsWhole() throws Exception {
        var file = folder.resolve("history.jsonl.gz");

        new HistoryCommand(settings, quiet()).write(file, 1);

        try (var stream = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(lines(stream.readAllBytes())).isEqualTo(write(1));
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void saysThatTheTablesAreMissing() {
        var elsewhere = new HistorySettings(
                new PostgresSettings(
                        settings.postgres().url() + "?currentSchema=pg_catalog",
                        settings.postgres().user(),
                        settings.postgres().password()),
                settings.timezone(),
                "XXX");

        assertThatThrownBy(() -> new HistoryCommand(elsewhere, quiet()).write(OutputStream.nullOutputStream(), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the shop's orders cannot be read, see 'shoplake shop --help'")
                .hasMessageContaining("relation \"orders\" does not exist");
    }

    private static List<JsonNode> write(long seed) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new HistoryCommand(settings, quiet()).write(bytes, seed);
        return lines(bytes.toByteArray());
    }

    private static List<JsonNode> lines(byte[] bytes) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            lines.add(new JsonMapper().readTree(line));
        }
        return lines;
    }

    private static PrintStream quiet() {
        return new PrintStream(OutputStream.nullOutputStream());
    }

    private static void sql(String text) throws SQLException {
        var postgres = settings.postgres();
        try (var connection = DriverManager.getConnection(
                        postgres.url(), postgres.user(), postgres.password().value());
                var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}
