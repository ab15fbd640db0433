package dev.shoplake.producers.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.producers.shop.database.Database;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.stack.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;

/** A shop on real servers, the commands as people run them, and a look into what they did. */
final class TestingShop implements AutoCloseable {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final LocalStack stack;
    private final HashMap<String, String> environment;
    private final ShopSettings settings;
    private RedisClient redis;
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private TestingShop(LocalStack stack) {
        this.stack = stack;
        this.environment = new HashMap<>(stack.environment());
        environment.put("SHOPLAKE_ROOT", ROOT.toString());
        this.settings = ShopSettings.from(environment);
        this.redis = RedisConnection.open(settings.redis());
    }

    static TestingShop start() {
        return new TestingShop(LocalStack.start("postgres", "redis"));
    }

    /** Tables without a row, an empty Redis, nothing said yet. */
    void empty() throws SQLException {
        assertThat(run("migrate")).as(errors()).isZero();
        execute("TRUNCATE customers, products, orders, order_items");
        redis.flushAll();
        out.getBuffer().setLength(0);
        errors.getBuffer().setLength(0);
    }

    void load(String... source) {
        out.getBuffer().setLength(0);
        var arguments = Stream.concat(Stream.of("load"), Stream.of(source)).toArray(String[]::new);
        assertThat(run(arguments)).as(errors()).isZero();
    }

    int run(String... arguments) {
        return ShopCommand.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String errors() {
        return errors.toString();
    }

    /** The numbers that the last load shows for a table: in file, new, changed, unchanged. */
    List<String> summary(String table) {
        return out().lines()
                .filter(line -> line.startsWith(table + " "))
                .map(line -> List.of(line.substring(table.length()).strip().split(" +")))
                .findFirst()
                .orElseThrow();
    }

    RedisClient redis() {
        return redis;
    }

    void killRedis() {
        stack.kill("redis");
    }

    void startRedisAgain() {
        stack.startAgain("redis");
        // the pool holds connections to the Redis that was killed
        redis.close();
        redis = RedisConnection.open(settings.redis());
    }

    void execute(String sql) throws SQLException {
        try (var connection = Database.connect(settings.postgres());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows as text; "null" where there is no value. */
    List<List<String>> rows(String query) throws SQLException {
        var all = new ArrayList<List<String>>();
        try (var connection = Database.connect(settings.postgres());
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                all.add(row);
            }
        }
        return all;
    }

    /** Number and hash of all rows with their times: equal only if nothing was written. */
    List<List<String>> fingerprint() throws SQLException {
        var all = new ArrayList<List<String>>();
        for (var table : List.of("customers", "products", "orders", "order_items")) {
            all.addAll(rows("SELECT count(*), sum(hashtextextended(t::text, 0)) FROM %s AS t".formatted(table)));
        }
        return all;
    }

    /** Keys of rows written after a time, and whether they were new. */
    List<List<String>> changedSince(String table, String key, String time) throws SQLException {
        return rows("SELECT %s, created_at = updated_at FROM %s WHERE updated_at > '%s' ORDER BY 1"
                .formatted(key, table, time));
    }

    static List<String> row(@Nullable String... values) {
        return Stream.of(values).map(String::valueOf).toList();
    }

    static void write(Path folder, String customers, String products, String orders, String orderItems)
            throws IOException {
        Files.writeString(folder.resolve("customers.csv"), customers);
        Files.writeString(folder.resolve("products.csv"), products);
        Files.writeString(folder.resolve("orders.csv"), orders);
        Files.writeString(folder.resolve("order_items.csv"), orderItems);
    }

    @Override
    public void close() {
        redis.close();
        stack.close();
    }
}
