package dev.shoplake.recommender.refresh;

import dev.shoplake.contracts.ranking.Scored;
import dev.shoplake.contracts.redis.RecommendationList;
import dev.shoplake.recommender.copy.ModelCopy;
import dev.shoplake.recommender.score.LiveModel;
import dev.shoplake.recommender.store.Mark;
import dev.shoplake.recommender.store.RedisMarks;
import dev.shoplake.recommender.store.RedisUsers;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites the lists of users who were active: claim, rank, write, release. Whatever dies in between, a mark stays until its
 * list is written, so that the work is done again; two refreshers do some work twice and no harm.
 *
 * <p>When a model goes live, training has written lists of all users it knows, without what they did since it read the lake.
 * So the users who were lately active are ranked again under the new model, behind those who are active now. The same is
 * done at start, because the model may have changed while nobody watched.
 */
public final class Refresher {
    private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);

    /** Places in a stored list. */
    static final int LIST_LENGTH = 50;

    /** Users of the backlog taken between two looks at the marks: a few milliseconds that a click may have to wait. */
    private static final int BACKLOG_STEP = 16;

    private final ModelCopy models;
    private final RedisMarks marks;
    private final RedisUsers users;
    private final RefreshMetrics metrics;
    private final Clock clock;
    private final int batchUsers;
    private final Deque<String> backlog = new ArrayDeque<>();
    private @Nullable String backlogVersion;
    private boolean functionsLoaded;

    /** @param batchUsers most users ranked before their lists are written, 2 or more */
    public Refresher(
            ModelCopy models, RedisMarks marks, RedisUsers users, RefreshMetrics metrics, Clock clock, int batchUsers) {
        this.models = models;
        this.marks = marks;
        this.users = users;
        this.metrics = metrics;
        this.clock = clock;
        this.batchUsers = batchUsers;
    }

    /** Recently active users that are still to be ranked again under the live model. */
    public int backlog() {
        return backlog.size();
    }

    /**
     * Works for a turn: one batch of active users, and some of the backlog if there is time. Without a model nothing is done,
     * and users stay marked. One thread only.
     *
     * @return whether there may be more to do
     */
    public boolean refreshSome() {
        var model = models.current();
        if (model.isEmpty()) {
            return false;
        }
        try {
            return refreshSome(model.get());
        } catch (RuntimeException e) {
            functionsLoaded = false; // they may be gone with the Redis that failed
            throw e;
        }
    }

    private boolean refreshSome(LiveModel model) {
        if (!functionsLoaded) {
            marks.loadFunctions();
            functionsLoaded = true;
        }
        fillBacklog(model);
        var claimed = marks.claim(batchUsers);
        if (!claimed.isEmpty()) {
            rewrite(model, claimed.stream().map(Mark::userId).toList(), claimed);
            var now = clock.instant();
            claimed.forEach(mark -> metrics.refreshed(Duration.between(mark.arrivedAt(), now)));
        }
        if (claimed.size() == batchUsers) {
            return true;
        }
        return takeFromBacklog(model);
    }

    private void fillBacklog(LiveModel model) {
        if (model.version().equals(backlogVersion)) {
            return;
        }
        backlog.clear();
        backlog.addAll(marks.recentlyActive());
        backlogVersion = model.version();
        if (!backlog.isEmpty()) {
            LOG.info("model {}: ranking {} recently active users again", model.version(), backlog.size());
        }
    }

    private boolean takeFromBacklog(LiveModel model) {
        if (backlog.isEmpty()) {
            return false;
        }
        var step = backlog.stream().limit(BACKLOG_STEP).toList();
        rewrite(model, step, List.of());
        step.forEach(user -> backlog.removeFirst());
        metrics.rankedAgain(step.size());
        return true;
    }

    /** A user without a ranking keeps the list there is: an empty one would be worse. */
    private void rewrite(LiveModel model, List<String> userIds, List<Mark> claimed) {
        var readAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var activities = users.activities(userIds);
        var lists = HashMap.<String, RecommendationList>newHashMap(userIds.size());
        var ranked = model.rankAll(activities, LIST_LENGTH);
        for (int user = 0; user < userIds.size(); user++) {
            if (!ranked.get(user).isEmpty()) {
                lists.put(userIds.get(user), new RecommendationList(readAt, items(ranked.get(user))));
            }
        }
        users.write(model.version(), lists, claimed);
    }

    private static List<RecommendationList.Item> items(List<Scored> ranked) {
        return ranked.stream()
                .map(scored -> new RecommendationList.Item(scored.productId(), scored.score(), scored.source()))
                .toList();
    }
}
