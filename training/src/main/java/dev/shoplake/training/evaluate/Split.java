package dev.shoplake.training.evaluate;

import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.training.dataset.Interactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Interactions parted into what a model may learn from and what it must foretell. Nothing that a case asks for, nor
 * anything later, stands in the history the case is ranked by.
 *
 * @param training what the model, and popularity beside it, may learn from
 * @param cases one a user
 */
public record Split(Interactions training, List<Case> cases) {
    public Split {
        cases = List.copyOf(cases);
    }

    /**
     * One question.
     *
     * @param history what the live path would have known of the user, see {@link Interactions#live}
     * @param targets products that the user bought afterwards, not empty
     */
    public record Case(List<ActivityEntry> history, Set<String> targets) {}

    /**
     * By time: training is what happened before the last {@code window}, counted from {@link Interactions#now}; targets are all products bought in it by users
     * with a history before it.
     */
    public static Split byTime(Interactions interactions, Duration window) {
        var cut = interactions.now().minus(window);
        var training = interactions.before(cut);
        var cases = new ArrayList<Case>();
        training.histories().forEach((user, history) -> {
            var targets = new HashSet<String>();
            for (var entry : interactions.histories().getOrDefault(user, List.of())) {
                if (entry.type() == EventType.PURCHASE && !entry.at().isBefore(cut)) {
                    targets.add(entry.productId());
                }
            }
            if (!history.isEmpty() && !targets.isEmpty()) {
                cases.add(new Case(Interactions.live(history), targets));
            }
        });
        return new Split(training, cases);
    }

    /**
     * By next basket: targets are the products of each customer's last order, training is every earlier order. Purchases
     * only: views and carts shortly before an order would give its basket away.
     */
    public static Split byNextBasket(Interactions interactions) {
        var training = new TreeMap<String, List<ActivityEntry>>();
        var cases = new ArrayList<Case>();
        interactions.ofType(EventType.PURCHASE).histories().forEach((user, purchases) -> {
            if (purchases.isEmpty()) {
                return;
            }
            Instant last = purchases.getLast().at();
            var earlier = purchases.stream()
                    .filter(entry -> entry.at().isBefore(last))
                    .toList();
            if (earlier.isEmpty()) {
                training.put(user, purchases);
                return;
            }
            training.put(user, earlier);
            var targets = new HashSet<String>();
            purchases.stream()
                    .filter(entry -> entry.at().equals(last))
                    .forEach(entry -> targets.add(entry.productId()));
            cases.add(new Case(Interactions.live(earlier), targets));
        });
        return new Split(new Interactions(training, interactions.products()), cases);
    }
}
