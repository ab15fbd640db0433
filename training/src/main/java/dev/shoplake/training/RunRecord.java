package dev.shoplake.training;

import dev.shoplake.training.evaluate.Evaluation;
import dev.shoplake.training.evaluate.Metrics;
import java.util.Map;
import java.util.TreeMap;

/** The names under which a run's parameters and metrics stand in MLflow. */
final class RunRecord {
    private RunRecord() {}

    static Map<String, String> parameters(TrainingSettings settings) {
        var model = settings.parameters();
        var parameters = new TreeMap<String, String>();
        parameters.put("rank", Integer.toString(model.rank()));
        parameters.put("alpha", Double.toString(model.alpha()));
        parameters.put("regularization", Double.toString(model.regularization()));
        parameters.put("half_life", model.halfLife().toString());
        parameters.put("visit_half_life", Double.toString(model.visitHalfLife()));
        parameters.put("page_view_weight", Double.toString(model.weights().pageView()));
        parameters.put("add_to_cart_weight", Double.toString(model.weights().addToCart()));
        parameters.put("comment_weight", Double.toString(model.weights().comment()));
        parameters.put("purchase_weight", Double.toString(model.weights().purchase()));
        parameters.put("buy_again_share", Double.toString(model.buyAgainShare()));
        parameters.put("iterations", Integer.toString(settings.iterations()));
        parameters.put("seed", Integer.toString(settings.seed()));
        parameters.put("test_window", settings.testWindow().toString());
        return parameters;
    }

    /** The model's metrics by their names, popularity's with {@code popularity_} before them. */
    static Map<String, Double> metrics(Evaluation evaluation) {
        var metrics = new TreeMap<String, Double>();
        put(metrics, "", evaluation.model());
        put(metrics, "popularity_", evaluation.popularity());
        metrics.put("users", (double) evaluation.model().users());
        return metrics;
    }

    private static void put(Map<String, Double> metrics, String prefix, Metrics measured) {
        metrics.put(prefix + "recall_at_20", measured.recallAt20());
        metrics.put(prefix + "ndcg_at_10", measured.ndcgAt10());
        metrics.put(prefix + "ndcg_at_100", measured.ndcgAt100());
        metrics.put(prefix + "coverage", measured.coverage());
    }
}
