package dev.shoplake.consumer.read;

import dev.shoplake.consumer.deduplicate.AcceptedMessage;
import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Messages and events for tests; the same numbers give the same event. */
public final class TestingMessages {
    public static final Instant NOW = Instant.parse("2011-11-21T10:00:00Z");
    public static final SourcePartition CARTS = new SourcePartition("add_to_cart", "topic-a", 0);

    private TestingMessages() {}

    /** The event id with a number. */
    public static String eventId(int number) {
        return new UUID(0x4000L, 0x8000_0000_0000_0000L + number).toString();
    }

    public static Event.AddToCart cart(int number, String user, String product) {
        var common = new Event.Common(eventId(number), NOW, user, "session");
        return new Event.AddToCart(common, product, 1 + number % 5, null, null, null);
    }

    public static Event.PageView view(int number, String user, @org.jspecify.annotations.Nullable String product) {
        return new Event.PageView(new Event.Common(eventId(number), NOW, user, "session"), product, null, null);
    }

    public static Event.Purchase purchase(int number, String user, String... products) {
        var items = List.of(products).stream()
                .map(product -> new Event.Item(product, 2, new java.math.BigDecimal("1.25")))
                .toList();
        return new Event.Purchase(
                new Event.Common(eventId(number), NOW, user, "session"), "order-" + number, "GBP", items, null);
    }

    /** The event as sent to its own topic with its own key. */
    public static Message message(Event event, long offset) {
        return message(new SourcePartition(event.type().wireName(), "topic-a", 0), offset, event);
    }

    public static Message message(SourcePartition source, long offset, Event event) {
        return new Message(source, offset, event.common().userId(), EventJson.write(event), NOW);
    }

    public static Message message(SourcePartition source, long offset, String key, String value) {
        return new Message(source, offset, key, value.getBytes(StandardCharsets.UTF_8), NOW);
    }

    public static AcceptedMessage accepted(Event event, long offset) {
        return new AcceptedMessage(message(event, offset), event);
    }
}
