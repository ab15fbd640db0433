package dev.shoplake.consumer.store.redis;

import dev.shoplake.consumer.read.ServerAwayException;
import dev.shoplake.consumer.validate.Catalogue;
import dev.shoplake.contracts.redis.RedisKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The products of the shop, copied into this process. What the copy lacks is asked for once a batch, so that a new product
 * is known with its first event.
 */
public final class RedisCatalogue implements Catalogue {
    private static final int ASKED_AT_ONCE = 1_000;

    private final RedisClient redis;
    private final Set<String> known = new HashSet<>();

    public RedisCatalogue(RedisClient redis) {
        this.redis = redis;
    }

    @Override
    public boolean knows(String productId) {
        return known.contains(productId);
    }

    /** Products in the copy. */
    public int size() {
        return known.size();
    }

    /**
     * Makes the copy anew.
     *
     * @throws ServerAwayException if Redis did not answer
     */
    public void load() {
        try {
            var products = redis.hkeys(RedisKeys.CATALOGUE);
            known.clear();
            known.addAll(products);
        } catch (JedisException e) {
            throw new ServerAwayException("Redis did not give the catalogue", e);
        }
    }

    /**
     * Asks for products that the copy lacks; those that are not there stay unknown.
     *
     * @throws ServerAwayException if Redis did not answer
     */
    public void learn(Collection<String> productIds) {
        var asked = List.copyOf(productIds);
        try {
            for (int from = 0; from < asked.size(); from += ASKED_AT_ONCE) {
                learnSome(asked.subList(from, Math.min(asked.size(), from + ASKED_AT_ONCE)));
            }
        } catch (JedisException e) {
            throw new ServerAwayException("Redis did not look up products", e);
        }
    }

    private void learnSome(List<String> asked) {
        var entries = redis.hmget(RedisKeys.CATALOGUE, new ArrayList<>(asked).toArray(String[]::new));
        for (int index = 0; index < asked.size(); index++) {
            if (entries.get(index) != null) {
                known.add(asked.get(index));
            }
        }
    }
}
