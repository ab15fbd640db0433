package dev.shoplake.training.fit;

import dev.shoplake.contracts.ranking.ModelParameters;
import dev.shoplake.training.dataset.Interactions;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The weights that ALS factors: one cell a user and product, the sum of the decayed weights of their interactions. Ids become
 * numbers in the order of their text, so that the same interactions always give the same matrix.
 *
 * @param users user ids; the place in the list is the number
 * @param products product ids; the place in the list is the number
 */
record PreferenceMatrix(List<String> users, List<String> products, List<Cell> cells) {
    /** One positive weight; it travels to Spark's executors. */
    record Cell(int user, int product, float weight) implements Serializable {}

    static PreferenceMatrix of(Interactions interactions, ModelParameters parameters) {
        var now = interactions.now();
        var weights = new TreeMap<String, TreeMap<String, Double>>();
        interactions.histories().forEach((user, history) -> {
            var row = new TreeMap<String, Double>();
            for (var entry : history) {
                double weight = parameters.weight(entry.type(), entry.amount());
                if (weight > 0) {
                    row.merge(
                            entry.productId(),
                            weight * parameters.decay(Duration.between(entry.at(), now)),
                            Double::sum);
                }
            }
            if (!row.isEmpty()) {
                weights.put(user, row);
            }
        });
        var products = new TreeSet<String>();
        weights.values().forEach(row -> products.addAll(row.keySet()));
        var numbers = new HashMap<String, Integer>();
        products.forEach(product -> numbers.put(product, numbers.size()));

        var cells = new ArrayList<Cell>();
        var users = List.copyOf(weights.keySet());
        for (int user = 0; user < users.size(); user++) {
            for (var entry :
                    weights.getOrDefault(users.get(user), new TreeMap<>()).entrySet()) {
                cells.add(new Cell(
                        user,
                        numbers.getOrDefault(entry.getKey(), -1),
                        entry.getValue().floatValue()));
            }
        }
        return new PreferenceMatrix(users, List.copyOf(products), cells);
    }
}
