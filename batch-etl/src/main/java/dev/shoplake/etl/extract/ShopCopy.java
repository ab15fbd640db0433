package dev.shoplake.etl.extract;

import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of the shop on their way into files of the raw zone: tables and their shares side by side, as many as there are cores. */
final class ShopCopy implements AutoCloseable {
    private final ShopSource source;
    private final Map<SourceTable, TableFiles> files = new EnumMap<>(SourceTable.class);
    private final Map<SourceTable, Long> counted = new EnumMap<>(SourceTable.class);
    private final ExecutorService workers =
            Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()));

    ShopCopy(ShopSource source, RawZone rawZone, Run run) {
        this.source = source;
        for (var table : SourceTable.values()) {
            files.put(table, rawZone.files(run, table.tableName(), source.columns(table)));
        }
    }

    /** Copies a selection of every table. */
    void take(Selection selection) {
        var counts = Arrays.stream(SourceTable.values())
                .map(table -> CompletableFuture.supplyAsync(() -> count(table, selection), workers)
                        .thenApply(count -> new Planned(table, count)))
                .toList();
        // The biggest first, so that no core waits for it alone
        var work = counts.stream()
                .map(ShopCopy::join)
                .sorted(Comparator.comparingLong(Planned::rows).reversed())
                .flatMap(this::shares)
                .map(part -> CompletableFuture.runAsync(() -> copy(part, selection), workers))
                .toList();
        work.forEach(ShopCopy::join);
    }

    /** Copies rows of one table by their ids, as far as the shop has them. */
    void take(SourceTable table, List<String> ids) {
        if (!ids.isEmpty()) {
            var selection = new Selection.Ids(ids);
            copy(new Part(table, Share.WHOLE, count(table, selection).isPresent()), selection);
        }
    }

    private record Planned(SourceTable table, OptionalLong count) {
        /** Before they are sent; some, if only sending tells. */
        long rows() {
            return count.orElse(1);
        }
    }

    private record Part(SourceTable table, Share share, boolean isCounted) {}

    private Stream<Part> shares(Planned planned) {
        int of = planned.rows() == 0 ? 0 : source.shares(planned.table(), planned.rows());
        return IntStream.range(0, of)
                .mapToObj(number -> new Part(
                        planned.table(), new Share(number, of), planned.count().isPresent()));
    }

    private OptionalLong count(SourceTable table, Selection selection) {
        var rows = source.count(table, selection);
        rows.ifPresent(number -> expect(table, number));
        return rows;
    }

    private void expect(SourceTable table, long rows) {
        synchronized (counted) {
            counted.merge(table, rows, Long::sum);
        }
    }

    private void copy(Part part, Selection selection) {
        var sent = new LongAdder();
        filesOf(part.table())
                .write(rows -> source.read(part.table(), selection, part.share(), row -> {
                    rows.accept(row);
                    sent.increment();
                }));
        if (!part.isCounted()) {
            expect(part.table(), sent.sum());
        }
    }

    private TableFiles filesOf(SourceTable table) {
        var found = files.get(table);
        if (found == null) {
            throw new IllegalStateException("no files of " + table);
        }
        return found;
    }

    /** What was copied of a table so far. */
    Manifest.Table taken(SourceTable table) {
        return new Manifest.Table(
                table.tableName(),
                filesOf(table).rows(),
                source.columns(table),
                filesOf(table).finished());
    }

    /**
     * What was copied.
     *
     * @throws RunException if these are not the rows that the source counted
     */
    List<Manifest.Table> finish() {
        var tables = new ArrayList<Manifest.Table>();
        for (var table : SourceTable.values()) {
            var taken = taken(table);
            long expected = counted.getOrDefault(table, 0L);
            if (taken.rows() != expected) {
                throw new RunException("%,d rows of %s were written, the shop counted %,d: run extract again"
                        .formatted(taken.rows(), table.tableName(), expected));
            }
            tables.add(taken);
        }
        return tables;
    }

    /** What it gives, or what it throws. */
    static <T extends @Nullable Object> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
