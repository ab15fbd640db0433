package dev.shoplake.contracts.topic;

import dev.shoplake.contracts.event.EventType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every topic. Messages of an event topic are keyed by user id, so that one user's events keep their order. */
public final class Topics {
    /** Events that were refused: the original bytes, see {@link DeadLetterHeaders}. Keyed by source position. */
    public static final Topic DEAD_LETTER = new Topic("dead_letter", 3, Duration.ofDays(30), 2 * 1024 * 1024);

    /** What was recommended to whom: the denominator of every click rate. Keyed by user id. */
    public static final Topic RECOMMENDATION_SERVED =
            new Topic("recommendation_served", 3, Duration.ofDays(30), 1024 * 1024);

    private Topics() {}

    /**
     * A topic as it is created.
     *
     * @param name in Kafka
     * @param partitions fixed for the life of the topic: keys must stay in their partition
     * @param retention how long messages are kept
     * @param maxMessageBytes largest message the broker takes
     */
    public record Topic(String name, int partitions, Duration retention, int maxMessageBytes) {}

    /** The topic of an event type. */
    public static Topic of(EventType type) {
        return new Topic(type.wireName(), 3, Duration.ofDays(30), 1024 * 1024);
    }

    /** The topics that producers write. */
    public static List<Topic> events() {
        return Arrays.stream(EventType.values()).map(Topics::of).toList();
    }

    /** All topics. */
    public static List<Topic> all() {
        return Stream.concat(events().stream(), Stream.of(DEAD_LETTER, RECOMMENDATION_SERVED))
                .toList();
    }
}
