package dev.shoplake.producers.shop.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shoplake.producers.shop.serve.PageRequest.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A moment of the shop's database, held open by a transaction that others join. Having counted the tables it keeps them from
 * being emptied or rebuilt, which no snapshot would survive.
 */
final class Snapshot {
    private static final int PING_SECONDS = 5;

    private final UUID id = UUID.randomUUID();
    private final Connection holder;
    private final Moment moment;
    private final String exported;
    private final String position;
    private final List<Content> tables;
    private final OrderDays orderDays;
    private volatile Instant expiresAt = Instant.EPOCH;

    private Snapshot(
            Connection holder,
            Moment moment,
            String exported,
            String position,
            List<Content> tables,
            OrderDays orderDays) {
        this.holder = holder;
        this.moment = moment;
        this.exported = exported;
        this.position = position;
        this.tables = List.copyOf(tables);
        this.orderDays = orderDays;
    }

    private record Content(ExtractTable table, long rows, List<Output> columns) {}

    /** Days of the first and the newest order; null where there is none. */
    private record OrderDays(
            @Nullable String first, @Nullable String last) {}

    /** Takes over a fresh connection. */
    static Snapshot hold(Connection connection) throws SQLException {
        var moment = ShopConnections.moment(connection);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(NamedSql.text("snapshot.sql"))) {
            row.next();
            var exported = row.getString(1);
            var position = row.getString(2);
            var tables = new ArrayList<Content>();
            for (var table : ExtractTable.values()) {
                tables.add(
                        new Content(table, count(connection, table), Reading.outputs(connection, table, Shape.ROWS)));
            }
            return new Snapshot(connection, moment, exported, position, tables, orderDays(connection));
        }
    }

    private static OrderDays orderDays(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(NamedSql.text("order_days.sql"))) {
            row.next();
            return new OrderDays(row.getString(1), row.getString(2));
        }
    }

    private static long count(Connection connection, ExtractTable table) throws SQLException {
        try (var statement = NamedSql.file("count.sql", Map.of("table", table.tableName()), Map.of())
                        .prepare(connection);
                var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    UUID id() {
        return id;
    }

    Moment moment() {
        return moment;
    }

    /** Makes a connection's transaction one that reads as of this moment. The name is the database's own word. */
    void join(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION SNAPSHOT '%s'".formatted(exported));
        }
    }

    /** Whether it is still held; asking also tells the database that somebody wants it. */
    synchronized boolean isHeld() {
        try {
            return holder.isValid(PING_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    void keepUntil(Instant time) {
        expiresAt = time;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    synchronized void release() {
        try {
            holder.close();
        } catch (SQLException e) {
            // it was broken: then the database has let it go
        }
    }

    /** As {@code shop-extract.openapi.yaml} says. */
    ObjectNode toJson() {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("snapshot", id.toString())
                .put("moment", moment.time().toString())
                .put("sees_all_transactions", moment.seesAllTransactions())
                .put("position", position)
                .put("expires_at", expiresAt.toString())
                .put("first_order_day", orderDays.first())
                .put("last_order_day", orderDays.last());
        var all = json.putArray("tables");
        for (var content : tables) {
            var table =
                    all.addObject().put("table", content.table().tableName()).put("rows", content.rows());
            content.table().key().forEach(table.putArray("key")::add);
            var columns = table.putArray("columns");
            content.columns()
                    .forEach(column ->
                            columns.addObject().put("name", column.name()).put("type", column.type()));
        }
        return json;
    }
}
