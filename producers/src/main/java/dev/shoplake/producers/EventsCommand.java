package dev.shoplake.producers;

import dev.shoplake.producers.history.HistoryCommand;
import dev.shoplake.producers.history.HistorySettings;
import dev.shoplake.producers.publish.EventPublisher;
import dev.shoplake.producers.replay.ReplayCommand;
import dev.shoplake.producers.simulate.SimulateCommand;
import dev.shoplake.producers.simulate.SimulateSettings;
import dev.shoplake.producers.topics.TopicsCommand;
import dev.shoplake.runtime.settings.KafkaSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code shoplake events} can do. */
@Command(
        name = "shoplake events",
        description = "The shop's events: their topics, their past, their replay, visitors who act now.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "The shop's past, from its orders into Kafka:",
            "  shoplake events history --out history.jsonl.gz",
            "  shoplake events replay history.jsonl.gz",
            "Ten minutes of visitors who act now:",
            "  shoplake events simulate --rate 20 --duration PT10M"
        })
final class EventsCommand {
    private static final Duration REPLAY_TIMEOUT = Duration.ofMinutes(2);

    private final Map<String, String> environment;

    EventsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Create the topics that are missing; those that exist stay as they are.")
    int topics(
            @Option(
                            names = "--wait",
                            paramLabel = "DURATION",
                            defaultValue = "PT1M",
                            description = "how long to wait for a broker (default ${DEFAULT-VALUE})")
                    Duration wait)
            throws InterruptedException {
        checkArgument(!wait.isNegative() && !wait.isZero(), "--wait is %s: expected more than PT0S", wait);
        TopicsCommand.run(kafka(), wait, System.out);
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Send the events of a file: JSON lines, plain or gzip, in their order and byte for byte.",
                "Lines are not judged here. One without a known event_type, or that is not JSON, goes to topic page_view:"
                        + " the consumer puts it among the dead letters with its reason.",
                "Exit code 1 if anything could not be delivered."
            })
    int replay(
            @Parameters(paramLabel = "FILE", description = "the events, one JSON object a line") Path file,
            @Option(
                            names = "--speed",
                            paramLabel = "X",
                            defaultValue = "0",
                            description = "60 replays an hour in a minute, by occurred_at; 0 as fast as possible"
                                    + " (default ${DEFAULT-VALUE})")
                    double speed)
            throws IOException {
        checkArgument(speed >= 0 && speed < 1e9, "--speed is %s: expected a number from 0 to 1e9", speed);
        checkArgument(Files.isReadable(file), "FILE is %s: expected a file that can be read", file);
        try (var publisher = EventPublisher.connect(kafka(), REPLAY_TIMEOUT)) {
            return new ReplayCommand(publisher, System.out, System.err).run(file, speed) ? 0 : 1;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Write the shop's past as events: every placed order as one real purchase, and page views, carts and"
                        + " comments derived around it by a seeded model (docs/events.md).",
                "The same orders and the same seed give the same bytes."
            })
    int history(
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            description =
                                    "where to write JSON lines, gzip if it ends with .gz; standard output if absent")
                    @Nullable
                    Path out,
            @Option(
                            names = "--seed",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "seed of the model (default ${DEFAULT-VALUE})")
                    long seed)
            throws IOException {
        var command = new HistoryCommand(HistorySettings.from(environment), System.err);
        if (out != null) {
            command.write(out, seed);
            return 0;
        }
        var stream = new BufferedOutputStream(System.out, 1 << 16);
        command.write(stream, seed);
        stream.flush();
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Let visitors act now on the shop's live catalogue: they view, fill carts, buy, comment.",
                "The same seed makes them do the same."
            })
    int simulate(
            @Option(
                            names = "--rate",
                            paramLabel = "R",
                            defaultValue = "10",
                            description = "events a second, 0 as fast as possible (default ${DEFAULT-VALUE})")
                    double rate,
            @Option(
                            names = "--duration",
                            paramLabel = "DURATION",
                            defaultValue = "PT1M",
                            description = "how long, ISO 8601 (default ${DEFAULT-VALUE})")
                    Duration duration,
            @Option(
                            names = "--users",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "how many different visitors (default ${DEFAULT-VALUE})")
                    int users,
            @Option(
                            names = "--seed",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "seed of the model (default ${DEFAULT-VALUE})")
                    long seed) {
        checkArgument(rate >= 0 && rate <= 1e6, "--rate is %s: expected a number from 0 to 1e6", rate);
        checkArgument(users >= 1, "--users is %s: expected at least 1", users);
        checkArgument(!duration.isNegative(), "--duration is %s: expected PT0S or more", duration);
        var simulation =
                new SimulateCommand(SimulateSettings.from(environment), Clock.systemUTC(), System.out, System.err);
        return simulation.run(rate, duration, users, seed) ? 0 : 1;
    }

    private KafkaSettings kafka() {
        var reader = SettingsReader.of(environment);
        var kafka = KafkaSettings.read(reader);
        reader.finish();
        return kafka;
    }

    private static void checkArgument(boolean isRight, String problem, Object value) {
        if (!isRight) {
            throw new IllegalArgumentException(problem.formatted(value));
        }
    }
}
