package dev.shoplake.training;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.contracts.ranking.ItemFactors;
import dev.shoplake.contracts.ranking.Model;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.training.dataset.CatalogCommit;
import dev.shoplake.training.dataset.Interactions;
import dev.shoplake.training.dataset.LakeReader;
import dev.shoplake.training.dataset.SparkSessions;
import dev.shoplake.training.evaluate.Evaluation;
import dev.shoplake.training.evaluate.Popularity;
import dev.shoplake.training.evaluate.Split;
import dev.shoplake.training.fit.AlsTrainer;
import dev.shoplake.training.push.ModelPublisher;
import dev.shoplake.training.push.PushedModels;
import dev.shoplake.training.register.ModelFiles;
import dev.shoplake.training.register.ModelRegistry;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** One training from end to end: read, fit, measure, register, push. What is live changes in the last step alone. */
final class Training {
    /** How a model is measured. */
    enum Protocol {
        TIME,
        NEXT_BASKET
    }

    private final TrainingSettings settings;
    private final Progress progress;
    private final Clock clock;

    Training(TrainingSettings settings, PrintStream out, Clock clock) {
        this.settings = settings;
        this.progress = new Progress(out);
        this.clock = clock;
    }

    /** The interactions and the commit they were read at. */
    private record Read(Interactions interactions, String commit) {
        @Override
        public String toString() {
            return "%,d interactions of %,d users, %,d products, %s to %s, catalog commit %.12s"
                    .formatted(
                            interactions.count(),
                            interactions.histories().size(),
                            interactions.products().size(),
                            interactions.oldest(),
                            interactions.newest(),
                            commit);
        }
    }

    /**
     * Trains, measures and publishes.
     *
     * @return whether the new model is live; if not, it lost against popularity and the old one stays
     */
    boolean run() throws Exception {
        try (var registry = new ModelRegistry(settings.mlflow(), clock)) {
            // first, so that an absent MLflow is found out before minutes of work
            var run = progress.stage(
                    "run",
                    () -> registry.start("train", Map.of("shoplake.code_version", settings.codeVersion())),
                    started -> "MLflow run " + started.id());
            try (var spark = SparkSessions.open(settings.sparkMaster())) {
                boolean published = publish(registry, run, spark);
                registry.finish(run);
                return published;
            } catch (Exception e) {
                failQuietly(registry, run, e);
                throw e;
            }
        }
    }

    /**
     * Measures a model without registering or publishing it.
     *
     * @param skipped newest part of the interactions to leave out, to measure on an earlier time
     */
    Evaluation evaluate(Protocol protocol, Duration skipped) throws Exception {
        try (var spark = SparkSessions.open(settings.sparkMaster())) {
            var all = read(spark).interactions();
            var interactions = skipped.isZero() ? all : all.before(all.now().minus(skipped));
            var split = switch (protocol) {
                case TIME -> Split.byTime(interactions, settings.testWindow());
                case NEXT_BASKET -> Split.byNextBasket(interactions);
            };
            var evaluation = measure(spark, split);
            progress.line(ResultTable.of(evaluation));
            return evaluation;
        }
    }

    private boolean publish(ModelRegistry registry, ModelRegistry.Run run, SparkSession spark) throws Exception {
        var read = read(spark);
        var interactions = read.interactions();
        var evaluation = measure(spark, Split.byTime(interactions, settings.testWindow()));
        var items = fit(spark, interactions);
        var version = progress.stage(
                "register",
                () -> register(registry, run, read, evaluation, items),
                number -> "%s version %d".formatted(ModelRegistry.MODEL, number));
        if (!evaluation.passes()) {
            progress.line(ResultTable.of(evaluation));
            progress.line("The model is worse than popularity: it was registered, but does not become champion.");
            return false;
        }
        var model = new Model(PushedModels.name(version, run.id()), settings.parameters(), items);
        push(registry, model, version, interactions);
        progress.line(ResultTable.of(evaluation));
        return true;
    }

    private Read read(SparkSession spark) throws Exception {
        return progress.stage(
                "dataset",
                () -> {
                    var commit = CatalogCommit.newest(settings.lake().catalogUri());
                    var reader = new LakeReader(spark, settings.lake(), commit, settings.shopTimezone());
                    return new Read(reader.read(), commit);
                },
                Read::toString);
    }

    private Evaluation measure(SparkSession spark, Split split) throws Exception {
        var items = fit(spark, split.training());
        return progress.stage(
                "evaluate",
                () -> Evaluation.of(new Model("evaluation", settings.parameters(), items), split),
                evaluation -> "%,d users ranked over %,d products"
                        .formatted(
                                evaluation.model().users(),
                                split.training().products().size()));
    }

    private ItemFactors fit(SparkSession spark, Interactions interactions) throws Exception {
        var trainer = new AlsTrainer(spark, settings.iterations(), settings.seed());
        return progress.stage(
                "fit",
                () -> trainer.fit(interactions, settings.parameters()),
                items -> "%,d items × %d factors from %,d interactions"
                        .formatted(items.size(), items.rank(), interactions.count()));
    }

    private int register(
            ModelRegistry registry, ModelRegistry.Run run, Read read, Evaluation evaluation, ItemFactors items) {
        var interactions = read.interactions();
        var tags = new TreeMap<String, String>();
        tags.put("shoplake.catalog_commit", read.commit());
        tags.put("shoplake.code_version", settings.codeVersion());
        tags.put("shoplake.data_from", interactions.oldest().toString());
        tags.put("shoplake.data_to", interactions.newest().toString());
        registry.log(run, RunRecord.parameters(settings), RunRecord.metrics(evaluation), tags);
        registry.logDataset(
                run,
                "shoplake.interactions",
                read.commit(),
                JsonMapper.builder()
                        .build()
                        .createObjectNode()
                        .put("interactions", interactions.count())
                        .put("users", interactions.histories().size())
                        .put("products", interactions.products().size()));
        registry.upload(run, ModelFiles.of(run.id(), clock.instant(), settings.parameters(), items));
        return registry.register(run, tags);
    }

    private void push(ModelRegistry registry, Model model, int version, Interactions interactions) throws Exception {
        try (var redis = RedisConnection.open(settings.redis())) {
            var publisher = new ModelPublisher(redis, clock);
            progress.stage(
                    "push",
                    () -> publisher.write(
                            model,
                            interactions.histories(),
                            interactions.products(),
                            Popularity.list(interactions, settings.listLength()),
                            settings.listLength()),
                    pushed -> "%,d lists (%,d of them popular) as %s"
                            .formatted(pushed.personal() + pushed.popular(), pushed.popular(), model.version()));
            progress.stage(
                    "switch",
                    () -> {
                        registry.promote(version);
                        publisher.switchTo(model.version());
                        return publisher.removeOldVersions();
                    },
                    removed ->
                            "%s is live%s".formatted(model.version(), removed.isEmpty() ? "" : ", removed " + removed));
        }
    }

    private static void failQuietly(ModelRegistry registry, ModelRegistry.Run run, Exception reason) {
        try {
            registry.fail(run);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }
}
