package dev.shoplake.consumer;

import dev.shoplake.consumer.store.lake.Counts;
import dev.shoplake.consumer.store.lake.TestingLake;
import dev.shoplake.contracts.redis.CatalogueEntry;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.contracts.topic.Topics;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;

/** The servers around the consumer, and what a test asks of them: send events, look at what became of them. */
final class TestingShop implements AutoCloseable {
    static final List<String> PRODUCTS = List.of("mug", "plate", "lamp");

    private final LocalStack stack = LocalStack.shared("kafka", "redis", "s3", "nessie");
    private final Map<String, String> environment = new HashMap<>(stack.environment());
    private final Producer<String, byte @Nullable []> producer;
    private final List<Future<?>> sent = new ArrayList<>();
    private final RedisClient redis;
    private final TestingLake lake;

    TestingShop() {
        environment.put("SHOPLAKE_CONSUMER_PORT", "0");
        environment.put("SHOPLAKE_CONSUMER_LAKE_COMMIT_INTERVAL", "PT1S");
        createTopics();
        producer = new KafkaProducer<String, byte @Nullable []>(
                Map.of("bootstrap.servers", bootstrapServers(), "acks", "all", "linger.ms", 5),
                new StringSerializer(),
                new ByteArraySerializer());
        redis = connect();
        lake = TestingLake.open(environment);
        PRODUCTS.forEach(this::addProduct);
    }

    LocalStack stack() {
        return stack;
    }

    /** Settings of a consumer that commits every second and takes any port. */
    Map<String, String> environment() {
        return environment;
    }

    RedisClient redis() {
        return redis;
    }

    /** A new connection, for after a restart of the server. */
    RedisClient connect() {
        return RedisConnection.open(RedisSettings.read(SettingsReader.of(environment)));
    }

    TestingLake lake() {
        return lake;
    }

    void addProduct(String id) {
        redis.hset(RedisKeys.CATALOGUE, id, new CatalogueEntry(id, null, true, null).toJson());
    }

    void send(String topic, @Nullable String key, byte @Nullable [] value) {
        sent.add(producer.send(new ProducerRecord<String, byte @Nullable []>(topic, key, value)));
    }

    /** Waits until Kafka has all that was sent. */
    void flush() {
        producer.flush();
        sent.forEach(message -> message.resultNow());
        sent.clear();
    }

    /** What the lake's summary counts of a topic. */
    Counts counts(String topic) {
        return Optional.ofNullable(lake.progress().counts().get(topic)).orElse(Counts.NONE);
    }

    long received() {
        return lake.progress().counts().values().stream()
                .mapToLong(Counts::received)
                .sum();
    }

    /** Every message of the topic {@code dead_letter}, by key. */
    Map<String, ConsumerRecord<String, byte[]>> deadLetters() {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.DEAD_LETTER.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var letters = new HashMap<String, ConsumerRecord<String, byte[]>>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(java.time.Duration.ofMillis(100)).forEach(record -> letters.put(record.key(), record));
            }
            return letters;
        }
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private String bootstrapServers() {
        return Optional.ofNullable(environment.get("SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS"))
                .orElseThrow();
    }

    private void createTopics() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            for (var topic : Topics.all()) {
                admin.createTopics(List.of(new NewTopic(topic.name(), topic.partitions(), (short) 1)
                                .configs(Map.of("max.message.bytes", Integer.toString(topic.maxMessageBytes())))))
                        .all()
                        .get();
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("topics were not created", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        redis.close();
        lake.close();
    }
}
