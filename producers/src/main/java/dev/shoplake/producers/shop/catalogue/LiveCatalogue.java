package dev.shoplake.producers.shop.catalogue;

import dev.shoplake.contracts.redis.CatalogueEntry;
import dev.shoplake.contracts.redis.RedisKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;

/** Copies the shop's products into the hash {@link RedisKeys#CATALOGUE}. Writing it again does no harm. */
final class LiveCatalogue {
    private static final int BATCH = 500;
    private static final String PRODUCTS =
            "SELECT product_id, product_name, category, is_product, unit_price FROM products ORDER BY product_id";

    private final RedisClient redis;

    LiveCatalogue(RedisClient redis) {
        this.redis = redis;
    }

    /** What was done to the catalogue. */
    record Outcome(int products, int removed) {}

    /** Writes all products, then removes the entries of those that are no more. */
    Outcome replace(Connection connection) throws SQLException {
        var written = writeAll(connection);
        var vanished = fields();
        vanished.removeAll(written);
        if (!vanished.isEmpty()) {
            redis.hdel(RedisKeys.CATALOGUE, vanished.toArray(String[]::new));
        }
        return new Outcome(written.size(), vanished.size());
    }

    private Set<String> writeAll(Connection connection) throws SQLException {
        // without autocommit and with a fetch size, the driver reads by and by instead of all at once
        connection.setAutoCommit(false);
        var written = new HashSet<String>();
        try (var pipeline = redis.pipelined();
                var statement = connection.createStatement()) {
            statement.setFetchSize(BATCH);
            try (var rows = statement.executeQuery(PRODUCTS)) {
                Map<String, String> batch = HashMap.newHashMap(BATCH);
                while (rows.next()) {
                    var productId = rows.getString("product_id");
                    var name = rows.getString("product_name");
                    var entry = new CatalogueEntry(
                            name == null ? productId : name,
                            rows.getString("category"),
                            rows.getBoolean("is_product"),
                            rows.getBigDecimal("unit_price"));
                    written.add(productId);
                    batch.put(productId, entry.toJson());
                    if (batch.size() == BATCH) {
                        pipeline.hset(RedisKeys.CATALOGUE, batch);
                        batch = HashMap.newHashMap(BATCH);
                    }
                }
                if (!batch.isEmpty()) {
                    pipeline.hset(RedisKeys.CATALOGUE, batch);
                }
            }
            pipeline.sync();
        } finally {
            connection.rollback();
        }
        return written;
    }

    private Set<String> fields() {
        var fields = new HashSet<String>();
        var cursor = ScanParams.SCAN_POINTER_START;
        do {
            var page = redis.hscan(RedisKeys.CATALOGUE, cursor, new ScanParams().count(BATCH));
            page.getResult().forEach(field -> fields.add(field.getKey()));
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return fields;
    }
}
