package dev.shoplake.recommender.trend;

import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.contracts.topic.Topics;
import dev.shoplake.recommender.catalogue.Catalogue;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Event topics → contributions → by product → scores → sink. */
final class TrendingTopology {
    private TrendingTopology() {}

    static Topology of(EventValidator validator, ForwardDecay decay, TrendingSink sink, Supplier<Catalogue> catalogue) {
        var builder = new StreamsBuilder();
        List<String> topics = Topics.events().stream().map(Topics.Topic::name).toList();
        builder.stream(topics, Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .process(() -> new Contributions(validator, decay))
                .repartition(Repartitioned.with(Serdes.String(), Serdes.Double())
                        .withName("by-product")
                        .withNumberOfPartitions(3))
                .process(new ScoresSupplier(sink, catalogue));
        return builder.build();
    }

    /** The store is in memory, backed by its changelog: it has one number a product. */
    private record ScoresSupplier(TrendingSink sink, Supplier<Catalogue> catalogue)
            implements ProcessorSupplier<String, Double, Void, Void> {
        @Override
        public Processor<String, Double, Void, Void> get() {
            return new TrendingScores(sink, catalogue);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(TrendingScores.STORE), Serdes.String(), Serdes.Double())
                    .withCachingEnabled());
        }
    }
}
