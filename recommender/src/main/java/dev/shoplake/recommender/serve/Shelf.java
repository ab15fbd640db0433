package dev.shoplake.recommender.serve;

import dev.shoplake.recommender.catalogue.Catalogue;
import dev.shoplake.recommender.trend.Trending;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The places of one answer while it is filled: no product twice, no service, no product that left the catalogue. */
final class Shelf {
    private final Catalogue catalogue;
    private final int places;
    private final @Nullable String without;
    private final Map<String, Answer.Item> items = new LinkedHashMap<>();

    /** @param without a product that must not appear, such as the one whose page is shown */
    Shelf(Catalogue catalogue, int places, @Nullable String without) {
        this.catalogue = catalogue;
        this.places = places;
        this.without = without;
    }

    /** Puts a product on the next free place, unless there is none or the product may not stand here. */
    void add(String productId, double score, String source) {
        if (!isFull() && catalogue.isRecommendable(productId) && !productId.equals(without)) {
            items.putIfAbsent(productId, new Answer.Item(productId, catalogue.name(productId), score, source));
        }
    }

    /** Fills free places with popular products, then with any. */
    void fill(Trending trending) {
        addAll(trending.overall(), Source.TRENDING);
        for (var product : catalogue.recommendable()) {
            if (isFull()) {
                return;
            }
            add(product, 0, Source.CATALOGUE.wireName());
        }
    }

    /** Fills free places with products of a category: popular ones only. */
    void fillFromCategory(@Nullable String category, Trending trending) {
        if (category != null) {
            trending.inCategory().getOrDefault(category, List.of()).stream()
                    .filter(entry -> category.equals(catalogue.category(entry.productId())))
                    .forEach(entry -> add(entry.productId(), entry.score(), Source.CATEGORY_TRENDING.wireName()));
        }
    }

    boolean isFull() {
        return items.size() >= places;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    List<Answer.Item> items() {
        return List.copyOf(items.values());
    }

    private void addAll(List<Trending.Entry> entries, Source source) {
        entries.forEach(entry -> add(entry.productId(), entry.score(), source.wireName()));
    }
}
