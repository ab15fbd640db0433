package dev.shoplake.producers.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A placed order with its sale lines.
 *
 * @param customerId null for a guest
 * @param lines at least one
 */
record Order(String orderId, @Nullable String customerId, Instant placedAt, String currency, List<Line> lines) {
    Order {
        lines = List.copyOf(lines);
    }

    /**
     * A sale line.
     *
     * @param isProduct false for services such as postage
     */
    record Line(String productId, int quantity, BigDecimal unitPrice, boolean isProduct) {}

    String userId() {
        return customerId == null ? "guest-" + orderId : customerId;
    }
}
