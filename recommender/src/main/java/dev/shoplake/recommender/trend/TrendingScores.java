package dev.shoplake.recommender.trend;

import dev.shoplake.recommender.catalogue.Catalogue;
import dev.shoplake.recommender.repeat.RepeatedTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums contributions per product in a store, and hands what changed to the sink twice a second, not once an event. All scores
 * are handed over when a task starts, when the catalogue has changed and after a failure, so that a sink that lost writes
 * catches up.
 */
final class TrendingScores extends ContextualProcessor<String, Double, Void, Void> {
    static final String STORE = "trending-scores";
    static final Duration FLUSH_INTERVAL = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(TrendingScores.class);

    private final TrendingSink sink;
    private final Supplier<Catalogue> catalogue;
    private final Set<String> changed = new HashSet<>();
    private Catalogue written = Catalogue.EMPTY;
    private boolean complete;
    private int failures;
    private long nextTry;

    TrendingScores(TrendingSink sink, Supplier<Catalogue> catalogue) {
        this.sink = sink;
        this.catalogue = catalogue;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        context.schedule(FLUSH_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::flush);
    }

    @Override
    public void process(Record<String, Double> contribution) {
        var product = contribution.key();
        var before = store().get(product);
        store().put(product, before == null ? contribution.value() : ForwardDecay.sum(before, contribution.value()));
        changed.add(product);
    }

    private void flush(long now) {
        var products = catalogue.get();
        if (products != written) {
            complete = false;
        }
        if (now < nextTry || (complete && changed.isEmpty())) {
            return;
        }
        var scores = complete ? changes(products) : everything(products);
        try {
            if (!scores.isEmpty()) {
                sink.write(scores);
            }
            written = products;
            complete = true;
            failures = 0;
            changed.clear();
        } catch (RuntimeException e) {
            complete = false;
            failures++;
            nextTry = now + RepeatedTask.PAUSES.apply(failures);
            if (failures == 1) {
                LOG.warn("trending scores cannot be written, trying again until they are", e);
            }
        }
    }

    private List<TrendingSink.Score> changes(Catalogue products) {
        var scores = new ArrayList<TrendingSink.Score>(changed.size());
        for (var product : changed) {
            add(product, store().get(product), products, scores);
        }
        return scores;
    }

    private List<TrendingSink.Score> everything(Catalogue products) {
        var scores = new ArrayList<TrendingSink.Score>();
        try (var all = store().all()) {
            all.forEachRemaining(entry -> add(entry.key, entry.value, products, scores));
        }
        return scores;
    }

    private static void add(String product, Double score, Catalogue products, List<TrendingSink.Score> scores) {
        if (products.isRecommendable(product)) {
            scores.add(new TrendingSink.Score(product, products.category(product), score));
        }
    }

    private KeyValueStore<String, Double> store() {
        return context().getStateStore(STORE);
    }
}
