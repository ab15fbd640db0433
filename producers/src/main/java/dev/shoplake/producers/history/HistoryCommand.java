package dev.shoplake.producers.history;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventJson;
import dev.shoplake.contracts.event.EventType;
import dev.shoplake.producers.progress.Progress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** {@code events history}. */
public final class HistoryCommand {
    private final HistorySettings settings;
    private final PrintStream errors;
    private final Map<EventType, Long> counts = new EnumMap<>(EventType.class);
    private long orders;

    /**
     * A history to be written.
     *
     * @param errors takes progress and the summary
     */
    public HistoryCommand(HistorySettings settings, PrintStream errors) {
        this.settings = settings;
        this.errors = errors;
    }

    /**
     * Writes the events of the shop's past. The file appears when it is whole.
     *
     * @param file gzip if its name ends with {@code .gz}
     * @throws IllegalStateException if the shop has no orders or they cannot be read
     */
    public void write(Path file, long seed) throws IOException {
        var target = file.toAbsolutePath();
        var part = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
        try {
            try (var plain = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
                    var stream = file.toString().endsWith(".gz") ? new GZIPOutputStream(plain, 1 << 16) : plain) {
                write(stream, seed);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        errors.println("history: written to " + file);
    }

    /** Writes the events as JSON lines. */
    public void write(OutputStream stream, long seed) {
        var progress = new Progress(errors, System::nanoTime);
        try (var shop = ShopOrders.open(settings)) {
            var extent = shop.extent()
                    .orElseThrow(() -> new IllegalStateException(
                            "the shop has no orders with sales: load one first, see 'shoplake shop load --help'"));
            var history = new EventHistory(seed, extent.end(), event -> write(event, stream));
            shop.forEach(order -> {
                history.add(order);
                orders++;
                progress.tell(
                        () -> "history: %,d of %,d orders, %,d events".formatted(orders, extent.orders(), events()));
            });
            history.finish();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the shop's orders cannot be read, see 'shoplake shop --help': " + e.getMessage(), e);
        }
        errors.printf("history: %,d events of %,d orders in %.1f s%n", events(), orders, progress.elapsedSeconds());
        counts.forEach((type, count) -> errors.printf("  %-12s %,10d%n", type.wireName(), count));
    }

    private void write(Event event, OutputStream stream) {
        try {
            stream.write(EventJson.write(event));
            stream.write('\n');
            counts.merge(event.type(), 1L, Long::sum);
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written: " + e.getMessage(), e);
        }
    }

    private long events() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
