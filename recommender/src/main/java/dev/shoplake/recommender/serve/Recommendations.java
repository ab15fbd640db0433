package dev.shoplake.recommender.serve;

import dev.shoplake.recommender.catalogue.Catalogue;
import dev.shoplake.recommender.score.LiveModel;
import dev.shoplake.recommender.serve.Answer.Endpoint;
import dev.shoplake.recommender.trend.Trending;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fallback chain: the best that is known about the question, filled up with what is popular, then with any product. An
 * answer is empty only if the catalogue is.
 */
final class Recommendations {
    private final Supplier<Catalogue> catalogue;
    private final Supplier<Trending> trending;
    private final Supplier<Optional<LiveModel>> models;
    private final UserReader users;
    private final Clock clock;

    Recommendations(
            Supplier<Catalogue> catalogue,
            Supplier<Trending> trending,
            Supplier<Optional<LiveModel>> models,
            UserReader users,
            Clock clock) {
        this.catalogue = catalogue;
        this.trending = trending;
        this.models = models;
        this.users = users;
        this.clock = clock;
    }

    /** For a user: the stored list of the live model, else a ranking of what the user did, else what is popular. */
    Answer forUser(String userId, int limit) {
        var model = models.get();
        var popular = trending.get();
        var shelf = new Shelf(catalogue.get(), limit, null);
        var computedAt = model.map(live -> personal(live, userId, limit, shelf)).orElse(null);
        shelf.fill(popular);
        return answer(Endpoint.USER, userId, model, computedAt == null ? popular.readAt() : computedAt, shelf);
    }

    /** Like a product: by the model's factors, else popular in its category, else popular. */
    Answer similarTo(String productId, int limit) {
        var model = models.get();
        var popular = trending.get();
        var products = catalogue.get();
        var shelf = new Shelf(products, limit, productId);
        model.ifPresent(live -> live.similar(productId, limit)
                .forEach(similar -> shelf.add(similar.productId(), similar.cosine(), Source.SIMILAR.wireName())));
        var computedAt = shelf.isEmpty() ? popular.readAt() : clock.instant();
        shelf.fillFromCategory(products.category(productId), popular);
        shelf.fill(popular);
        return answer(Endpoint.SIMILAR, null, model, computedAt, shelf);
    }

    /** Popular in a category, or in the shop for a null category; an unknown category is filled from the shop. */
    Answer trending(@Nullable String category, int limit) {
        var popular = trending.get();
        var shelf = new Shelf(catalogue.get(), limit, null);
        shelf.fillFromCategory(category, popular);
        shelf.fill(popular);
        return answer(Endpoint.TRENDING, null, models.get(), popular.readAt(), shelf);
    }

    /** Returns when the personal part was computed; null if there is none. */
    private @Nullable Instant personal(LiveModel model, String userId, int limit, Shelf shelf) {
        var list = users.list(userId, model.version());
        if (list.isPresent()) {
            list.get().items().forEach(item -> shelf.add(item.productId(), item.score(), item.source()));
            if (!shelf.isEmpty()) {
                return list.get().computedAt();
            }
        }
        model.rank(users.activity(userId), limit)
                .forEach(scored -> shelf.add(scored.productId(), scored.score(), Source.SESSION.wireName()));
        return shelf.isEmpty() ? null : clock.instant();
    }

    private static Answer answer(
            Endpoint endpoint, @Nullable String userId, Optional<LiveModel> model, Instant computedAt, Shelf shelf) {
        return new Answer(
                UUID.randomUUID(),
                endpoint,
                userId,
                model.map(LiveModel::version).orElse(null),
                computedAt,
                shelf.items());
    }
}
