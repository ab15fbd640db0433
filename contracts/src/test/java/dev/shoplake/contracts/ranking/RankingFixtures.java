package dev.shoplake.contracts.ranking;

import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.redis.ActivityEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;

/** Small models and histories with fixed seeds. */
final class RankingFixtures {
    static final Instant NOON = Instant.parse("2011-12-09T12:00:00Z");
    static final ModelParameters PARAMETERS =
            new ModelParameters(8, 0.5, 0.1, Duration.ofDays(90), 2, InteractionWeights.DEFAULT, 0.6);

    private RankingFixtures() {}

    /** Items {@code p0, p1, …} with random factors. */
    static ItemFactors randomItems(int count, int rank, long seed) {
        var random = new Random(seed);
        var values = new float[count * rank];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new ItemFactors(IntStream.range(0, count).mapToObj(i -> "p" + i).toList(), rank, values);
    }

    static ActivityEntry entry(EventType type, Instant at, String productId) {
        return new ActivityEntry(type, at, 1, productId);
    }
}
