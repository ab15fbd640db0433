package dev.shoplake.recommender.copy;

import dev.shoplake.contracts.ranking.ItemFactors;
import dev.shoplake.contracts.ranking.Model;
import dev.shoplake.contracts.ranking.ModelParameters;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.recommender.score.LiveModel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/** The live model, swapped as a whole when the pointer in Redis moves. */
public final class ModelCopy {
    private static final Logger LOG = LoggerFactory.getLogger(ModelCopy.class);

    private final UnifiedJedis redis;
    private final Predicate<String> recommendable;
    private volatile @Nullable LiveModel current;

    /** @param recommendable which products may be recommended at all, asked anew for every list */
    public ModelCopy(UnifiedJedis redis, Predicate<String> recommendable) {
        this.redis = redis;
        this.recommendable = recommendable;
    }

    /** Empty until a first model was published. */
    public Optional<LiveModel> current() {
        return Optional.ofNullable(current);
    }

    /**
     * Follows the pointer; the model before stays current until the next is complete in memory. One thread only.
     *
     * @throws IllegalStateException if the pointer names a model that is not there
     */
    public void reload() {
        var version = redis.get(RedisKeys.CURRENT_MODEL);
        var live = current;
        if (version == null || (live != null && live.version().equals(version))) {
            return;
        }
        var key = RedisKeys.model(version);
        var parameters = redis.hget(key, Model.PARAMETERS_FIELD);
        var factors =
                redis.hget(key.getBytes(StandardCharsets.UTF_8), Model.FACTORS_FIELD.getBytes(StandardCharsets.UTF_8));
        if (parameters == null || factors == null) {
            throw new IllegalStateException("%s names model %s, but %s is not complete: publish the model again"
                    .formatted(RedisKeys.CURRENT_MODEL, version, key));
        }
        var model = new Model(version, ModelParameters.ofJson(parameters), ItemFactors.ofBytes(factors));
        current = new LiveModel(model, recommendable);
        LOG.info("model {} is live: {} products", version, model.items().size());
    }
}
