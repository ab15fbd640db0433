package dev.shoplake.producers.history;

import dev.shoplake.producers.history.Order.Line;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the placed orders of the shop's database in time order, through a cursor, out of one snapshot. */
final class ShopOrders implements AutoCloseable {
    private static final int ROWS_A_FETCH = 5_000;

    private static final String SALES = """
            FROM orders o
            JOIN order_items i USING (order_id)
            JOIN products p USING (product_id)
            WHERE o.status IN ('created', 'approved', 'invoiced', 'processing', 'shipped', 'delivered', 'completed')
              AND i.quantity > 0 AND i.unit_price > 0
            """;

    private final Connection connection;
    private final HistorySettings settings;

    private ShopOrders(Connection connection, HistorySettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    static ShopOrders open(HistorySettings settings) throws SQLException {
        var postgres = settings.postgres();
        var connection = DriverManager.getConnection(
                postgres.url(), postgres.user(), postgres.password().value());
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        return new ShopOrders(connection, settings);
    }

    /** How many orders have a sale line, and the day of the newest; empty if there are none. */
    Optional<Extent> extent() throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery("SELECT count(DISTINCT o.order_id), max(o.order_timestamp) " + SALES)) {
            row.next();
            long orders = row.getLong(1);
            return orders == 0
                    ? Optional.empty()
                    : Optional.of(new Extent(
                            orders,
                            row.getObject(2, LocalDateTime.class).toLocalDate(),
                            endOfDay(row.getObject(2, LocalDateTime.class).toLocalDate())));
        }
    }

    /**
     * What the database holds.
     *
     * @param orders number of orders
     * @param lastDay the shop's day of the newest
     * @param end when that day ends
     */
    record Extent(long orders, LocalDate lastDay, Instant end) {}

    void forEach(Consumer<Order> consumer) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_A_FETCH);
            try (var row = statement.executeQuery(
                    """
                    SELECT o.order_id, nullif(trim(o.customer_id), ''), o.order_timestamp, nullif(trim(o.currency), ''),
                           i.product_id, i.quantity, i.unit_price, p.is_product
                    """ + SALES + "ORDER BY o.order_timestamp, o.order_id, i.add_to_cart_order")) {
                Order order = null;
                var lines = new ArrayList<Line>();
                while (row.next()) {
                    if (order != null && !order.orderId().equals(row.getString(1))) {
                        consumer.accept(withLines(order, lines));
                        lines.clear();
                        order = null;
                    }
                    if (order == null) {
                        order = order(row);
                    }
                    lines.add(line(row));
                }
                if (order != null) {
                    consumer.accept(withLines(order, lines));
                }
            }
        }
    }

    private Order order(ResultSet row) throws SQLException {
        var currency = row.getString(4);
        return new Order(
                row.getString(1),
                row.getString(2),
                row.getObject(3, LocalDateTime.class)
                        .atZone(settings.timezone())
                        .toInstant(),
                currency == null ? settings.currency() : currency,
                List.of());
    }

    private static Order withLines(Order order, List<Line> lines) {
        return new Order(order.orderId(), order.customerId(), order.placedAt(), order.currency(), lines);
    }

    private static Line line(ResultSet row) throws SQLException {
        // a quantity beyond an int is beyond the schema too: the consumer refuses it with its reason
        int quantity = (int) Math.min(row.getLong(6), Integer.MAX_VALUE);
        return new Line(row.getString(5), quantity, plain(row.getBigDecimal(7)), row.getBoolean(8));
    }

    private static BigDecimal plain(BigDecimal price) {
        var stripped = price.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private Instant endOfDay(LocalDate day) {
        return day.plusDays(1).atStartOfDay(settings.timezone()).toInstant();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
