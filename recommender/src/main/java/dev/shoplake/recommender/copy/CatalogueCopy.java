package dev.shoplake.recommender.copy;

import dev.shoplake.contracts.redis.CatalogueEntry;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.recommender.catalogue.Catalogue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/** The catalogue as it was last read from Redis. */
public final class CatalogueCopy {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueCopy.class);

    private final UnifiedJedis redis;
    private @Nullable Map<String, String> texts;
    private volatile Catalogue current = Catalogue.EMPTY;
    private volatile boolean loaded;

    public CatalogueCopy(UnifiedJedis redis) {
        this.redis = redis;
    }

    public Catalogue current() {
        return current;
    }

    /** Whether it was read at least once. */
    public boolean isLoaded() {
        return loaded;
    }

    /** Reads anew; the same object stays current if nothing changed. One thread only. */
    public void reload() {
        var read = redis.hgetAll(RedisKeys.CATALOGUE);
        if (!read.equals(texts)) {
            texts = read;
            current = parse(read);
        }
        loaded = true;
    }

    private static Catalogue parse(Map<String, String> texts) {
        var entries = HashMap.<String, CatalogueEntry>newHashMap(texts.size());
        texts.forEach((productId, text) -> {
            try {
                entries.put(productId, CatalogueEntry.ofJson(text));
            } catch (RuntimeException e) {
                LOG.warn("product {} is left out: {}", productId, e.getMessage());
            }
        });
        return new Catalogue(entries);
    }
}
