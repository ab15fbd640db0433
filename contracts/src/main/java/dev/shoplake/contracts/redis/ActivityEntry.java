package dev.shoplake.contracts.redis;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventType;
import java.time.Instant;
import java.util.List;

/**
 * One interaction of a user with a product, as kept in Redis. A purchase of five lines is five entries.
 *
 * @param type what happened
 * @param at when the shopper acted
 * @param amount quantity, or the rating of a comment; 1 for a page view
 * @param productId the product
 */
public record ActivityEntry(EventType type, Instant at, int amount, String productId) {
    /** The entries of an event, in its order; none for a page without a product. */
    public static List<ActivityEntry> of(Event event) {
        var at = event.common().occurredAt();
        return switch (event) {
            case Event.PageView view ->
                view.productIds().stream()
                        .map(product -> new ActivityEntry(EventType.PAGE_VIEW, at, 1, product))
                        .toList();
            case Event.AddToCart cart ->
                List.of(new ActivityEntry(EventType.ADD_TO_CART, at, cart.quantity(), cart.productId()));
            case Event.Comment comment ->
                List.of(new ActivityEntry(EventType.COMMENT, at, comment.rating(), comment.productId()));
            case Event.Purchase purchase ->
                purchase.items().stream()
                        .map(item -> new ActivityEntry(EventType.PURCHASE, at, item.quantity(), item.productId()))
                        .toList();
        };
    }

    /** {@code type|epoch milliseconds|amount|product id}; the id stands last because it may hold any character. */
    public String toText() {
        return type.wireName() + "|" + at.toEpochMilli() + "|" + amount + "|" + productId;
    }

    /**
     * Reads {@link #toText}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static ActivityEntry ofText(String text) {
        var parts = text.split("\\|", 4);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not an activity entry: " + text);
        }
        var type = EventType.ofWireName(parts[0])
                .orElseThrow(() -> new IllegalArgumentException("unknown event type in activity entry: " + text));
        return new ActivityEntry(
                type, Instant.ofEpochMilli(Long.parseLong(parts[1])), Integer.parseInt(parts[2]), parts[3]);
    }
}
