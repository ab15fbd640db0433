package dev.shoplake.producers.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.Event.Comment;
import dev.shoplake.contracts.event.Event.Common;
import dev.shoplake.contracts.event.Event.PageView;
import dev.shoplake.contracts.event.EventJson;
import dev.shoplake.producers.TestingTopics;
import dev.shoplake.producers.publish.EventPublisher;
import dev.shoplake.runtime.settings.KafkaSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayIT {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private TestingTopics topics;
    private EventPublisher publisher;

    @BeforeEach
    void connect() throws InterruptedException {
        var kafka =
                KafkaSettings.read(SettingsReader.of(LocalStack.shared("kafka").environment()));
        topics = TestingTopics.fromNow(kafka);
        publisher = EventPublisher.connect(kafka, Duration.ofSeconds(20));
    }

    @AfterEach
    void disconnect() {
        publisher.close();
        topics.close();
    }

    @Test
    void keepsTheOrderOfEachUserAndEveryByte() throws IOException {
        var expected = new LinkedHashMap<String, List<String>>();
        var lines = new ArrayList<String>();
        for (int number = 0; number < 5_000; number++) {
            var user = "user-" + number * 7 % 30;
            var line = view(user, number) + (number % 2 == 0 ? " " : "");
            lines.add(line);
            expected.computeIfAbsent(user, name -> new ArrayList<>()).add(line);
        }

        assertThat(replay(gzip(lines), 0)).isTrue();

        var arrived = new LinkedHashMap<String, List<String>>();
        for (var message : topics.take(5_000)) {
            arrived.computeIfAbsent(message.key(), name -> new ArrayList<>()).add(text(message));
        }
        assertThat(arrived).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("replayed 5,000 events in ")
                .contains(", 0 undelivered")
                .containsPattern("page_view +5,000");
    }

    @Test
    void sendsLinesThatAreNoEventsTooForTheConsumerIsTheJudge() throws IOException {
        var comment = text(new Comment(common("17850", 1), "85123A", 5, null));
        var lines = List.of("nonsense", comment, "{\"event_type\":\"refund\",\"user_id\":\"17850\"}", "{}");

        assertThat(replay(Files.write(folder.resolve("events.jsonl"), lines), 0))
                .isTrue();

        assertThat(topics.take(4))
                .extracting(ConsumerRecord::topic, ReplayIT::text)
                .containsExactlyInAnyOrder(
                        tuple("page_view", lines.get(0)),
                        tuple("comment", comment),
                        tuple("page_view", lines.get(2)),
                        tuple("page_view", "{}"));
    }

    @Test
    void sendsAnEventOfOneMegabyteAndNamesALineThatKafkaDoesNotTake() throws IOException {
        var megabyte = text(new Comment(common("17850", 1), "85123A", 5, "x".repeat(1_000_000)));
        var tooMuch = text(new Comment(common("17850", 2), "85123A", 5, "x".repeat(2_000_000)));
        var last = view("17850", 3);

        assertThat(replay(Files.write(folder.resolve("large"), List.of(megabyte, tooMuch, last)), 0))
                .isFalse();

        assertThat(topics.take(2)).extracting(ReplayIT::text).containsExactlyInAnyOrder(megabyte, last);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("line 2: %,d bytes are more than Kafka takes".formatted(tooMuch.length()));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("1 undelivered");
    }

    @Test
    void waitsAsLongAsTheEventsDidDividedBySpeed() throws IOException {
        var lines = List.of(view("a", 0), view("a", 60), view("a", 120));
        long start = System.nanoTime();

        assertThat(replay(Files.write(folder.resolve("slow"), lines), 60)).isTrue();

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
        assertThat(topics.take(3)).extracting(ReplayIT::text).containsExactlyElementsOf(lines);
    }

    @Test
    void stopsAndSaysSoWhenKafkaIsAway() throws IOException {
        var nowhere = new KafkaSettings("127.0.0.1:1");
        var file = Files.write(folder.resolve("events"), List.of(view("a", 0), view("a", 1), view("a", 2)));

        try (var away = EventPublisher.connect(nowhere, Duration.ofSeconds(1))) {
            assertThat(new ReplayCommand(away, stream(out), stream(errors)).run(file, 0))
                    .isFalse();
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("replayed 0 events")
                .contains("1 undelivered");
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("first undelivered: a message for topic page_view was not delivered:")
                .contains("replay the file again");
    }

    @Test
    void saysThatAGzipFileIsBrokenOffAndSendsWhatCameBefore() throws IOException {
        var lines = new ArrayList<String>();
        for (int number = 0; number < 1_000; number++) {
            lines.add(view("user-" + UUID.nameUUIDFromBytes(new byte[] {(byte) number, (byte) (number >> 8)}), number));
        }
        var whole = Files.readAllBytes(gzip(lines));
        var broken = Files.write(folder.resolve("broken"), Arrays.copyOf(whole, whole.length / 2));

        assertThat(replay(broken, 0)).isFalse();

        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("is broken off or damaged");
        assertThat(topics.take(1)).isNotEmpty().hasSizeLessThan(1_000);
    }

    private boolean replay(Path file, double speed) throws IOException {
        return new ReplayCommand(publisher, stream(out), stream(errors)).run(file, speed);
    }

    private Path gzip(List<String> lines) throws IOException {
        var path = folder.resolve("events.jsonl.gz");
        try (var stream = new GZIPOutputStream(Files.newOutputStream(path))) {
            stream.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return path;
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String view(String user, int second) {
        return text(new PageView(common(user, second), "product-" + second, null, null));
    }

    private static Common common(String user, int second) {
        var at = Instant.parse("2011-11-11T11:00:00Z").plusSeconds(second);
        return new Common(
                UUID.nameUUIDFromBytes(at.toString().getBytes(StandardCharsets.UTF_8))
                        .toString(),
                at,
                user,
                "s");
    }

    private static String text(Event event) {
        return new String(EventJson.write(event), StandardCharsets.UTF_8);
    }

    private static String text(ConsumerRecord<String, byte[]> message) {
        return new String(message.value(), StandardCharsets.UTF_8);
    }
}
