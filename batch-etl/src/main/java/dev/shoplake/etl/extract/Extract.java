package dev.shoplake.etl.extract;

import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.change.Changes;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.Scope;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.StageSummary;
import dev.shoplake.etl.run.StageSummary.TableRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Begins a run: makes its branch from the head of main, then copies the shop's rows as of one moment into the raw zone:
 * everything, some days, or what has changed and what has gone since the last run.
 */
public final class Extract implements Stage {
    private final Supplier<ShopSource> shop;
    private final Supplier<List<DroppedFile>> inbox;
    private final Lake lake;
    private final RawZone rawZone;
    private final CatalogBranches branches;
    private final Changes changes;
    private final Duration overlap;
    private final Scope scope;
    private final boolean acceptSchema;

    /**
     * @param shop opens a snapshot
     * @param inbox looks for dropped files, oldest first
     * @param overlap how much earlier than the last run's moment an increment begins to read: a shop may write a change later
     *     than its {@code updated_at} says
     * @param acceptSchema whether columns that hold less than before do not matter
     */
    public Extract(
            Supplier<ShopSource> shop,
            Supplier<List<DroppedFile>> inbox,
            Lake lake,
            RawZone rawZone,
            CatalogBranches branches,
            Changes changes,
            Duration overlap,
            Scope scope,
            boolean acceptSchema) {
        this.shop = shop;
        this.inbox = inbox;
        this.lake = lake;
        this.rawZone = rawZone;
        this.branches = branches;
        this.changes = changes;
        this.overlap = overlap;
        this.scope = scope;
        this.acceptSchema = acceptSchema;
    }

    @Override
    public String name() {
        return "extract";
    }

    @Override
    public StageSummary run(Run run) {
        try (var source = shop.get();
                var aside = Executors.newVirtualThreadPerTaskExecutor()) {
            // The shop's sums take its database a while: meanwhile rows are copied
            var months = CompletableFuture.supplyAsync(source::months, aside);
            // Before anything is read: what is recorded as read was read
            var reach = changes.reach(scope, source.moment());
            var notes = new ArrayList<>(source.warnings());
            compareSchema(reach.lastRun(), source, notes);
            begin(run);
            var selection = selection(reach);
            var files = new InboxCopy(rawZone, source, run);
            files.take(inbox.get());
            notes.addAll(files.notes());
            try (var copy = new ShopCopy(source, rawZone, run)) {
                copy.take(selection);
                var comparison = new LakeComparison(lake, rawZone, copy, source, run);
                if (scope.kind() != Scope.Kind.FULL) {
                    comparison.followFiles(files::rows);
                }
                var deleted = switch (scope.kind()) {
                    case FULL -> List.<Manifest.File>of();
                    case DAYS -> {
                        comparison.followMovedOrders(scope.window());
                        yield List.<Manifest.File>of();
                    }
                    case INCREMENT -> comparison.findDeletedAndSilent(changes.shopRows());
                };
                var manifest = manifest(
                        run, source, selection, reach, ShopCopy.join(months), copy.finish(), deleted, files.taken());
                rawZone.close(run, manifest);
                if (manifest.deleted().rows() > 0) {
                    notes.add("%,d deleted in the shop"
                            .formatted(manifest.deleted().rows()));
                }
                return new StageSummary(
                        Arrays.stream(SourceTable.values())
                                .map(table -> TableRows.written(table.tableName(), manifest.rows(table)))
                                .toList(),
                        String.join(", ", notes),
                        reach.position());
            }
        }
    }

    private void begin(Run run) {
        rawZone.open(run);
        lake.createNamespaces();
        branches.startAnew(run.id());
        lake.createTables();
    }

    private void compareSchema(@Nullable String lastRun, ShopSource source, List<String> notes) {
        if (lastRun == null || acceptSchema) {
            return;
        }
        var before = rawZone.published(lastRun);
        if (before == null) {
            notes.add("columns not compared, the manifest of %s is gone".formatted(lastRun));
        } else {
            SchemaChange.requireNoLoss(before, source);
        }
    }

    private Selection selection(Changes.Reach reach) {
        return switch (scope.kind()) {
            case FULL -> new Selection.All();
            case DAYS -> new Selection.Days(scope.window());
            case INCREMENT -> {
                var base = reach.base();
                yield base == null
                        ? new Selection.All()
                        : new Selection.Since(base.moment().minus(overlap));
            }
        };
    }

    private Manifest manifest(
            Run run,
            ShopSource source,
            Selection selection,
            Changes.Reach reach,
            @Nullable List<SourceMonth> months,
            List<Manifest.Table> tables,
            List<Manifest.File> deleted,
            List<Manifest.Dropped> dropped) {
        return new Manifest(
                run.id(),
                scope.kind(),
                scope.window().from().toString(),
                scope.window().to().toString(),
                watermark(selection),
                source.id(),
                source.moment().toString(),
                source.position(),
                lake.publishedSnapshot(LakeTables.RAW_EVENTS),
                lake.publishedSnapshot(LakeTables.RAW_DEAD_LETTERS),
                scope.kind() == Scope.Kind.INCREMENT
                        ? reach.eventMonths().stream().map(Object::toString).toList()
                        : List.of(),
                months,
                tables,
                new Manifest.Table(
                        "deleted",
                        deleted.stream().mapToLong(Manifest.File::rows).sum(),
                        LakeComparison.DELETED,
                        deleted),
                dropped);
    }

    private static @Nullable String watermark(Selection selection) {
        return selection instanceof Selection.Since since ? since.watermark().toString() : null;
    }
}
