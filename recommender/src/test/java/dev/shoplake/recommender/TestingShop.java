package dev.shoplake.recommender;

import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.ranking.InteractionWeights;
import dev.shoplake.contracts.ranking.ItemFactors;
import dev.shoplake.contracts.ranking.Model;
import dev.shoplake.contracts.ranking.ModelParameters;
import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.contracts.redis.CatalogueEntry;
import dev.shoplake.recommender.catalogue.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A small shop: products p000, p001 ... of which every third belongs to category garden and the others to kitchen, and the
 * service "post".
 */
public final class TestingShop {
    public static final int PRODUCTS = 90;
    public static final int RANK = 8;
    public static final String SERVICE = "post";
    public static final Instant NOW = Instant.parse("2011-12-01T10:00:00Z");

    private static final ModelParameters PARAMETERS =
            new ModelParameters(RANK, 10, 0.1, Duration.ofDays(30), 4, InteractionWeights.DEFAULT, 0.3);

    private TestingShop() {}

    public static String product(int number) {
        return "p%03d".formatted(number);
    }

    public static Map<String, CatalogueEntry> entries() {
        var entries = new TreeMap<String, CatalogueEntry>();
        for (int i = 0; i < PRODUCTS; i++) {
            entries.put(product(i), new CatalogueEntry("Product " + i, i % 3 == 0 ? "garden" : "kitchen", true, null));
        }
        entries.put(SERVICE, new CatalogueEntry("Postage", null, false, null));
        return entries;
    }

    public static Catalogue catalogue() {
        return new Catalogue(entries());
    }

    /** A model that knows all products and the service, with factors of its own seed. */
    public static Model model(String version, long seed) {
        var random = new Random(seed);
        var ids = IntStream.rangeClosed(0, PRODUCTS)
                .mapToObj(i -> i == PRODUCTS ? SERVICE : product(i))
                .toList();
        var values = new float[ids.size() * RANK];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Model(version, PARAMETERS, new ItemFactors(ids, RANK, values));
    }

    public static ActivityEntry view(String productId) {
        return new ActivityEntry(EventType.PAGE_VIEW, NOW, 1, productId);
    }
}
