package dev.shoplake.contracts.event;

import dev.shoplake.contracts.event.Event.AddToCart;
import dev.shoplake.contracts.event.Event.Comment;
import dev.shoplake.contracts.event.Event.Common;
import dev.shoplake.contracts.event.Event.Item;
import dev.shoplake.contracts.event.Event.PageView;
import dev.shoplake.contracts.event.Event.Purchase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** One event of each type with every field, and the file that holds its form on the wire for ever. */
final class GoldenEvents {
    private static final String ID = "0d9f5c0e-5d6b-4c7e-9b83-0f6f5d1f7a0";

    private GoldenEvents() {}

    static Event event(EventType type) {
        return switch (type) {
            case PAGE_VIEW ->
                new PageView(
                        common(1, "2011-11-11T10:59:58.123Z", "s-1"),
                        "85123A",
                        "https://search.example/?q=lantern",
                        "r-1");
            case ADD_TO_CART ->
                new AddToCart(
                        common(2, "2011-11-11T11:00:10Z", "s-1"), "85123A", 6, new BigDecimal("2.50"), "GBP", "r-1");
            case COMMENT ->
                new Comment(common(3, "2011-11-20T18:00:00Z", "s-2"), "85123A", 5, "Très joli – \"merci\" ❤");
            case PURCHASE ->
                new Purchase(
                        common(4, "2011-11-11T11:05:00Z", "s-1"),
                        "536365",
                        "GBP",
                        List.of(
                                new Item("85123A", 6, new BigDecimal("2.50")),
                                new Item("POST", 1, new BigDecimal("0.0001"))),
                        "r-1");
        };
    }

    /** The file of {@link #event}, without the line break at its end. */
    static byte[] bytes(EventType type) {
        var name = "/golden/" + type.wireName() + ".v1.json";
        try (var stream = Objects.requireNonNull(GoldenEvents.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static Common common(int number, String occurredAt, String sessionId) {
        return new Common(ID + number, Instant.parse(occurredAt), "17850", sessionId);
    }
}
