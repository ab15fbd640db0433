package dev.shoplake.recommender.catalogue;

import dev.shoplake.contracts.redis.CatalogueEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every product of the shop at one instant. Immutable. */
public final class Catalogue {
    public static final Catalogue EMPTY = new Catalogue(Map.of());

    private final Map<String, CatalogueEntry> entries;
    private final List<String> recommendable;

    /** @param entries product id → product */
    public Catalogue(Map<String, CatalogueEntry> entries) {
        this.entries = Map.copyOf(entries);
        this.recommendable = new TreeMap<>(entries)
                .entrySet().stream()
                        .filter(entry -> entry.getValue().isProduct())
                        .map(Map.Entry::getKey)
                        .toList();
    }

    /** Whether a product is known and no service such as postage. */
    public boolean isRecommendable(String productId) {
        var entry = entries.get(productId);
        return entry != null && entry.isProduct();
    }

    /** What a shopper reads; the id itself for an unknown product. */
    public String name(String productId) {
        var entry = entries.get(productId);
        return entry == null ? productId : entry.name();
    }

    /** Null for a product without a category and for an unknown one. */
    public @Nullable String category(String productId) {
        var entry = entries.get(productId);
        return entry == null ? null : entry.category();
    }

    /** The products that may be recommended, in order of their ids. */
    public List<String> recommendable() {
        return recommendable;
    }

    /** All categories, sorted. */
    public Set<String> categories() {
        return recommendable.stream()
                .map(this::category)
                .filter(category -> category != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public int size() {
        return entries.size();
    }
}
