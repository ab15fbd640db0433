package dev.shoplake.producers.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.Event.AddToCart;
import dev.shoplake.contracts.event.Event.Comment;
import dev.shoplake.contracts.event.Event.PageView;
import dev.shoplake.contracts.event.Event.Purchase;
import dev.shoplake.contracts.event.EventJson;
import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.contracts.event.Verdict;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShoppersTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<Product> PRODUCTS = IntStream.range(0, 200)
            .mapToObj(number -> new Product("product-" + number, BigDecimal.valueOf(number + 1, 2)))
            .toList();

    @Test
    void actInTheOrderOfViewCartPurchaseComment() {
        var visits = new LinkedHashMap<String, List<Event>>();
        events(1, 20_000)
                .forEach(event -> visits.computeIfAbsent(event.common().sessionId(), id -> new ArrayList<>())
                        .add(event));

        for (var visit : visits.values()) {
            Set<String> viewed = new HashSet<>();
            Map<String, Integer> cart = new HashMap<>();
            Set<String> bought = new HashSet<>();
            for (var event : visit) {
                switch (event) {
                    case PageView view -> viewed.addAll(view.productIds());
                    case AddToCart added -> {
                        assertThat(viewed).contains(added.productId());
                        cart.merge(added.productId(), added.quantity(), Integer::sum);
                    }
                    case Purchase purchase -> {
                        var items = new HashMap<String, Integer>();
                        purchase.items().forEach(item -> items.put(item.productId(), item.quantity()));
                        assertThat(items).isEqualTo(cart);
                        bought.addAll(purchase.productIds());
                    }
                    case Comment comment -> assertThat(bought).contains(comment.productId());
                }
            }
        }
        long buying = visits.values().stream()
                .filter(visit -> visit.stream().anyMatch(Purchase.class::isInstance))
                .count();
        assertThat((double) buying / visits.size()).isBetween(0.1, 0.4);
    }

    @Test
    void doTheSameForTheSameSeedUnderOtherIdsWhenStartedAgain() {
        assertThat(events(1, 500)).isEqualTo(events(1, 500)).isNotEqualTo(events(2, 500));

        var later = new Shoppers(PRODUCTS, 100, "GBP", 1, NOW.plusSeconds(1));
        var again = IntStream.range(0, 500).mapToObj(number -> later.next(NOW)).toList();
        assertThat(again)
                .extracting(Event::productIds)
                .isEqualTo(events(1, 500).stream().map(Event::productIds).toList());
        assertThat(again)
                .extracting(event -> event.common().eventId())
                .doesNotContainAnyElementsOf(events(1, 500).stream()
                        .map(event -> event.common().eventId())
                        .toList());
    }

    @Test
    void sendNothingThatTheSchemasRefuse() {
        var validator = new EventValidator(Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(events(3, 5_000))
                .allSatisfy(event ->
                        assertThat(validator.validate(EventJson.write(event))).isEqualTo(new Verdict.Accepted(event)));
        assertThat(events(3, 5_000)).extracting(Event::type).contains(EventType.values());
        assertThat(events(3, 5_000))
                .extracting(event -> event.common().eventId())
                .doesNotHaveDuplicates();
    }

    @Test
    void likeProductsByZipfsLaw() {
        var popularity = new Popularity<>(PRODUCTS, new Random(1));
        var random = new Random(2);
        var counts = new HashMap<Product, Integer>();
        IntStream.range(0, 200_000).forEach(draw -> counts.merge(popularity.draw(random), 1, Integer::sum));
        var ranked =
                counts.values().stream().sorted((left, right) -> right - left).toList();
        double harmonic =
                IntStream.rangeClosed(1, 200).mapToDouble(rank -> 1.0 / rank).sum();

        assertThat(ranked.get(0) / 200_000.0).isBetween(0.97 / harmonic, 1.03 / harmonic);
        assertThat(ranked.get(9) / 200_000.0).isBetween(0.09 / harmonic, 0.115 / harmonic);
        assertThat(counts).hasSize(200);
    }

    @Test
    void cannotShopWhereThereIsNothing() {
        assertThatThrownBy(() -> new Popularity<>(List.of(), new Random(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing to draw from");
    }

    private static List<Event> events(long seed, int count) {
        var shoppers = new Shoppers(PRODUCTS, 100, "GBP", seed, NOW);
        return IntStream.range(0, count).mapToObj(number -> shoppers.next(NOW)).toList();
    }
}
