package dev.shoplake.consumer.store.lake;

import dev.shoplake.consumer.read.ServerAwayException;
import dev.shoplake.consumer.read.SourcePartition;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.StreamCommit;
import dev.shoplake.runtime.settings.LakeSettings;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits rows together with the offsets up to which they were read. Each commit is checked against what the table holds
 * at that very moment, so a commit whose outcome was unknown, a replay or a second writer never doubles a row.
 */
public final class LakeSink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LakeSink.class);
    private static final int MOST_RACES = 20;

    private final LakeSettings settings;
    private final TableUpkeep upkeep;
    private final Clock clock;
    private final Map<SourcePartition, Long> committed = new HashMap<>();
    /** Iceberg's own pool ends with the first sign of the JVM's end, when there is still a commit to make. */
    private final ExecutorService workers = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().daemon().name("lake-", 1).factory());

    private @Nullable Opened opened;
    private int commits;

    private record Opened(RawTables tables, Table events, DeadLetterTable deadLetters) {}

    /** Nothing is opened before it is needed. */
    public LakeSink(LakeSettings settings, TableUpkeep upkeep, Clock clock) {
        this.settings = settings;
        this.upkeep = upkeep;
        this.clock = clock;
    }

    /**
     * Takes over partitions.
     *
     * @return how far they have come: the next offset of each, 0 for a new one
     * @throws ServerAwayException if catalog or object store did not answer
     */
    public Map<SourcePartition, Long> resume(Collection<SourcePartition> partitions) {
        return reach("the lake did not tell its progress", () -> {
            var lake = opened();
            lake.events().refresh();
            var progress = Progress.of(SnapshotUtil.currentAncestors(lake.events()));
            lake.deadLetters().append(progress.letterFiles());
            committed.clear();
            partitions.forEach(
                    source -> committed.put(source, progress.offsets().getOrDefault(source, 0L)));
            return Map.copyOf(committed);
        });
    }

    /** The offset below which a partition is in the lake, as far as this writer knows. */
    public long committed(SourcePartition source) {
        return committed.getOrDefault(source, 0L);
    }

    /**
     * Writes the rows of a batch; nobody sees them before {@link #commit}.
     *
     * @throws ServerAwayException if the object store did not take them
     */
    public LakeFiles write(LakeBatch batch) {
        return reach("the lake did not take rows", () -> {
            var lake = opened();
            var events = lake.events();
            var letters = lake.deadLetters().table();
            var letterFiles = RowFiles.write(
                            letters,
                            batch.deadLetters().stream().map(letter -> Rows.deadLetter(letters.schema(), letter)))
                    .stream()
                    .map(file -> new LetterFile(
                            file.location(),
                            file.fileSizeInBytes(),
                            file.recordCount(),
                            file.partition().get(0, Integer.class)))
                    .toList();
            var eventFiles =
                    RowFiles.write(events, batch.accepted().stream().map(event -> Rows.event(events.schema(), event)));
            return new LakeFiles(eventFiles, letterFiles);
        });
    }

    /**
     * Publishes the rows and the progress in one commit. May be repeated with the same arguments until it returns.
     *
     * @throws StaleWriterException if another writer has moved one of the partitions; nothing was written
     * @throws ServerAwayException if catalog or object store did not answer; the outcome may be unknown, a repetition finds
     *     out
     */
    public void commit(LakeBatch batch, LakeFiles files) {
        reach("the lake did not take a commit", () -> {
            var lake = opened();
            commitEvents(lake, batch, files);
            lake.deadLetters().append(files.deadLetters());
            committed.putAll(batch.nextOffsets());
            return committed;
        });
        commits++;
        if (commits % upkeep.everyCommits() == 0) {
            tend();
        }
    }

    private void commitEvents(Opened lake, LakeBatch batch, LakeFiles files) {
        for (int race = 0; race < MOST_RACES; race++) {
            lake.events().refresh();
            if (holds(lake.events(), batch.commit())) {
                return; // an earlier attempt had arrived after all
            }
            var base = Progress.of(SnapshotUtil.currentAncestors(lake.events()));
            requireOwnership(batch, base);
            lake.deadLetters().append(base.letterFiles());
            var next = base.advanced(batch.commit(), batch.nextOffsets(), batch.counts(), files.deadLetters());
            try {
                append(lake.events(), files, base, next, workers);
                return;
            } catch (ValidationException e) {
                LOG.debug("another writer committed first, looking again", e);
            }
        }
        throw new IllegalStateException("raw.events moved %d times during one commit".formatted(MOST_RACES));
    }

    private void requireOwnership(LakeBatch batch, Progress base) {
        for (var source : batch.nextOffsets().keySet()) {
            long found = base.offsets().getOrDefault(source, 0L);
            if (found != committed(source)) {
                throw new StaleWriterException(source, committed(source), found);
            }
        }
    }

    static void append(Table events, LakeFiles files, Progress base, Progress next, ExecutorService workers) {
        var append = events.newAppend().scanManifestsWith(workers).writeManifestsWith(workers, 1);
        files.events().forEach(append::appendFile);
        next.toSummary().forEach(append::set);
        append.validateWith(new SnapshotAncestryValidator() {
                    @Override
                    public boolean validate(Iterable<Snapshot> history) {
                        return Progress.of(history).commit().equals(base.commit());
                    }

                    @Override
                    public String errorMessage() {
                        return "raw.events no longer stands at commit '%s'".formatted(base.commit());
                    }
                })
                .commit();
    }

    private static boolean holds(Table events, String commit) {
        for (var snapshot : SnapshotUtil.currentAncestors(events)) {
            if (commit.equals(snapshot.summary().get(StreamCommit.COMMIT))) {
                return true;
            }
        }
        return false;
    }

    /** Not worth stopping for: what is not cleaned up now is cleaned up the next time. */
    private void tend() {
        try {
            var lake = opened();
            try (var references = OtherReferences.open(settings.catalogUri())) {
                upkeep.tend(lake.events(), references.statesOf(LakeTables.RAW_EVENTS), clock);
                upkeep.tend(lake.deadLetters().table(), references.statesOf(LakeTables.RAW_DEAD_LETTERS), clock);
            }
        } catch (RuntimeException e) {
            LOG.warn("the lake's metadata was not cleaned up, trying again after {} commits", upkeep.everyCommits(), e);
        }
    }

    private Opened opened() {
        var present = opened;
        if (present == null) {
            present = open();
            opened = present;
        }
        return present;
    }

    private Opened open() {
        var tables = RawTables.open(settings);
        try {
            return new Opened(tables, tables.events(), new DeadLetterTable(tables.deadLetters(), workers));
        } catch (RuntimeException e) {
            tables.close();
            throw e;
        }
    }

    /** Tells a sink that is away from a fault of ours, which trying again does not mend. */
    private static <T> T reach(String fault, Supplier<T> work) {
        try {
            return work.get();
        } catch (StaleWriterException
                | LostProgressException
                | IllegalArgumentException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ServerAwayException(fault, e);
        }
    }

    /** How far the table says that the stream has come, for tests and tools. */
    Progress progress() {
        var events = opened().events();
        events.refresh();
        return Progress.of(SnapshotUtil.currentAncestors(events));
    }

    @Override
    public void close() {
        workers.close();
        if (opened != null) {
            opened.tables().close();
        }
    }
}
