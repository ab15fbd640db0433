package dev.shoplake.producers.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Draws things by Zipf's law: the one of rank r with a weight of 1/r. Ranks are shuffled by the seed. */
final class Popularity<T> {
    private final List<T> ranked;
    private final double[] cumulative;

    Popularity(List<T> things, Random seeded) {
        if (things.isEmpty()) {
            throw new IllegalArgumentException("nothing to draw from");
        }
        ranked = new ArrayList<>(things);
        Collections.shuffle(ranked, seeded);
        cumulative = new double[ranked.size()];
        double sum = 0;
        for (int rank = 1; rank <= cumulative.length; rank++) {
            sum += 1.0 / rank;
            cumulative[rank - 1] = sum;
        }
    }

    T draw(RandomGenerator random) {
        double point = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, point);
        return ranked.get(found >= 0 ? found : -found - 1);
    }
}
