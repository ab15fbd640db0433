package dev.shoplake.training.evaluate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How well lists foretell what is bought, as means over users. All products are ranked, none is sampled.
 *
 * @param recallAt20 targets among the first 20, divided by min(number of targets, 20)
 * @param ndcgAt10 discounted gain of the first 10, divided by the best that is possible; gain 1 a target, discount 1 / log2(1 + place)
 * @param ndcgAt100 the same of the first 100
 * @param coverage share of the products that stand among the first 20 of anyone
 * @param users users measured
 */
public record Metrics(double recallAt20, double ndcgAt10, double ndcgAt100, double coverage, int users) {
    /** Places a list must have to be measured. */
    public static final int DEPTH = 100;

    /**
     * @param lists product ids, best first, one list a user
     * @param targets what each of these users bought
     * @param products number of products that could have been recommended
     */
    static Metrics of(List<List<String>> lists, List<Set<String>> targets, int products) {
        double recall = 0;
        double ndcg10 = 0;
        double ndcg100 = 0;
        var shown = new HashSet<String>();
        for (int user = 0; user < lists.size(); user++) {
            var list = lists.get(user);
            var wanted = targets.get(user);
            var first = list.subList(0, Math.min(20, list.size()));
            recall += (double) first.stream().filter(wanted::contains).count() / Math.min(wanted.size(), 20);
            ndcg10 += ndcg(list, wanted, 10);
            ndcg100 += ndcg(list, wanted, DEPTH);
            shown.addAll(first);
        }
        int users = lists.size();
        if (users == 0) {
            return new Metrics(0, 0, 0, 0, 0);
        }
        return new Metrics(recall / users, ndcg10 / users, ndcg100 / users, (double) shown.size() / products, users);
    }

    private static double ndcg(List<String> list, Set<String> targets, int depth) {
        double gain = 0;
        double best = 0;
        for (int place = 1; place <= depth; place++) {
            double discounted = Math.log(2) / Math.log(1 + place);
            if (place <= list.size() && targets.contains(list.get(place - 1))) {
                gain += discounted;
            }
            if (place <= targets.size()) {
                best += discounted;
            }
        }
        return gain / best;
    }
}
