package dev.shoplake.contracts.event;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something a shopper did. Ids are opaque strings of 1 to 128 characters. */
public sealed interface Event {
    Common common();

    EventType type();

    /** The products the event is about, in order; empty for a page that shows none. */
    List<String> productIds();

    /**
     * What every event has.
     *
     * @param eventId identity: the same id is the same event, however often it arrives
     * @param occurredAt when the shopper acted, by the shop's clock
     * @param userId who acted: a customer's id or an id of the visitor's own
     * @param sessionId the visit, as the front end sees it
     */
    record Common(String eventId, Instant occurredAt, String userId, String sessionId) {
        public Common {
            requireNonNull(eventId, "eventId is null");
            requireNonNull(occurredAt, "occurredAt is null");
            requireNonNull(userId, "userId is null");
            requireNonNull(sessionId, "sessionId is null");
        }
    }

    /** A page was opened; {@code productId} is null on pages that show no single product. */
    record PageView(
            Common common,
            @Nullable String productId,
            @Nullable String referrer,
            @Nullable String recommendationId) implements Event {
        @Override
        public EventType type() {
            return EventType.PAGE_VIEW;
        }

        @Override
        public List<String> productIds() {
            return productId == null ? List.of() : List.of(productId);
        }
    }

    /** A product went into the cart. Price in {@code currency}, both null when the front end does not know them. */
    record AddToCart(
            Common common,
            String productId,
            int quantity,
            @Nullable BigDecimal unitPrice,
            @Nullable String currency,
            @Nullable String recommendationId)
            implements Event {
        @Override
        public EventType type() {
            return EventType.ADD_TO_CART;
        }

        @Override
        public List<String> productIds() {
            return List.of(productId);
        }
    }

    /** A product was rated, 1 (bad) to 5 (good). */
    record Comment(
            Common common,
            String productId,
            int rating,
            @Nullable String text) implements Event {
        @Override
        public EventType type() {
            return EventType.COMMENT;
        }

        @Override
        public List<String> productIds() {
            return List.of(productId);
        }
    }

    /** An order was placed. */
    record Purchase(
            Common common,
            String orderId,
            String currency,
            List<Item> items,
            @Nullable String recommendationId) implements Event {
        public Purchase {
            items = List.copyOf(items);
        }

        @Override
        public EventType type() {
            return EventType.PURCHASE;
        }

        @Override
        public List<String> productIds() {
            return items.stream().map(Item::productId).toList();
        }
    }

    /** One line of a purchase: {@code quantity} ≥ 1 at {@code unitPrice} in the purchase's currency. */
    record Item(String productId, int quantity, BigDecimal unitPrice) {}
}
