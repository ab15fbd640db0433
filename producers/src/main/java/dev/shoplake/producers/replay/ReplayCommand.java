package dev.shoplake.producers.replay;

import dev.shoplake.producers.progress.Progress;
import dev.shoplake.producers.publish.DeliveryException;
import dev.shoplake.producers.publish.DeliveryTally;
import dev.shoplake.producers.publish.EventPublisher;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipException;

/** {@code events replay}. */
public final class ReplayCommand {
    private final EventPublisher publisher;
    private final PrintStream out;
    private final PrintStream errors;

    /**
     * A replay.
     *
     * @param out takes the summary
     * @param errors takes progress and faults
     */
    public ReplayCommand(EventPublisher publisher, PrintStream out, PrintStream errors) {
        this.publisher = publisher;
        this.out = out;
        this.errors = errors;
    }

    /**
     * Sends every line of the file that is not empty, in order. Stops at the first line that Kafka does not acknowledge; a
     * line larger than Kafka takes is reported and left out.
     *
     * @param speed see {@link Pace}
     * @return whether all was delivered
     * @throws IOException if the file cannot be read
     */
    public boolean run(Path path, double speed) throws IOException {
        var tally = new DeliveryTally();
        var progress = new Progress(errors, System::nanoTime);
        boolean isWhole = send(path, new Pace(speed, System::nanoTime), tally, progress);
        publisher.flush();
        out.printf(
                "replayed %,d events in %.1f s (%,.0f/s), %,d undelivered%n",
                tally.sent() - tally.failed(), progress.elapsedSeconds(), progress.rate(tally.sent()), tally.failed());
        tally.delivered().forEach((topic, count) -> out.printf("  %-12s %,10d%n", topic, count));
        var failure = tally.firstFailure();
        if (failure != null) {
            errors.println("first undelivered: " + failure.getMessage());
            errors.println("replay the file again when the cause is gone: the consumer drops what it has seen");
        }
        return isWhole && tally.failed() == 0;
    }

    private boolean send(Path path, Pace pace, DeliveryTally tally, Progress progress) throws IOException {
        var kafkaIsAway = new AtomicBoolean();
        try (var file = EventFile.open(path)) {
            for (byte[] line = file.next(); line != null && !kafkaIsAway.get(); line = file.next()) {
                var route = Route.of(line);
                waitFor(pace, route, progress, tally, file);
                long number = file.line();
                int size = line.length;
                var delivery = publisher.publish(route.topic(), route.key(), line);
                tally.count(route.topic().name(), delivery);
                var _ = delivery.whenComplete((stored, failure) -> {
                    if (failure instanceof DeliveryException e && e.isMessageTooLarge()) {
                        errors.printf("line %,d: %,d bytes are more than Kafka takes%n", number, size);
                    } else if (failure != null) {
                        kafkaIsAway.set(true);
                    }
                });
                tell(progress, tally, file);
            }
            return true;
        } catch (EOFException | ZipException e) {
            errors.printf("%s is broken off or damaged: %s; what came before is sent%n", path, e.getMessage());
            return false;
        }
    }

    private static void waitFor(Pace pace, Route route, Progress progress, DeliveryTally tally, EventFile file) {
        for (long nanos = pace.nanosUntil(route.occurredAt()); nanos > 0; nanos = pace.nanosUntil(route.occurredAt())) {
            LockSupport.parkNanos(Math.min(nanos, 1_000_000_000));
            tell(progress, tally, file);
        }
    }

    private static void tell(Progress progress, DeliveryTally tally, EventFile file) {
        progress.tell(() -> "replay: %,d events, %,.0f/s, line %,d, %.0f %% of the file"
                .formatted(tally.sent(), progress.rate(tally.sent()), file.line(), file.percent()));
    }
}
