package dev.shoplake.etl.maintain;

import dev.shoplake.contracts.lake.StreamCommit;
import dev.shoplake.etl.run.RunException;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the stream has come, kept in the summaries of the snapshots of its tables. */
public final class StreamProgress {
    private static final Logger LOG = LoggerFactory.getLogger(StreamProgress.class);
    private static final int MOST_RACES = 20;

    private StreamProgress() {}

    /**
     * Repeats what the consumer's newest commit says in a commit without rows, so that the consumer needs no older snapshot
     * and {@link SnapshotExpiry} may let all of them go. The consumer may append meanwhile: if it was faster, its own commit
     * is repeated. Nothing is done where the newest snapshot says it already, or no snapshot does.
     *
     * @param table {@code raw.events} or {@code raw.dead_letters} on main
     * @throws RunException if the consumer was faster every time
     */
    public static void repeat(Table table) {
        for (int race = 0; race < MOST_RACES; race++) {
            table.refresh();
            var newest = table.currentSnapshot();
            var told = newest(SnapshotUtil.currentAncestors(table));
            if (newest == null || told.isEmpty() || told.equals(StreamCommit.of(newest.summary()))) {
                return;
            }
            try {
                repeat(table, told);
                return;
            } catch (ValidationException | CommitFailedException e) {
                LOG.debug("the stream was faster, looking again", e);
            }
        }
        throw new RunException(
                "%s moved %d times while its progress was repeated; run again".formatted(table.name(), MOST_RACES));
    }

    private static void repeat(Table table, Map<String, String> told) {
        var commit = table.newFastAppend();
        told.forEach(commit::set);
        commit.validateWith(new SnapshotAncestryValidator() {
                    @Override
                    public boolean validate(Iterable<Snapshot> history) {
                        return newest(history).equals(told);
                    }

                    @Override
                    public String errorMessage() {
                        return "the stream has gone on meanwhile";
                    }
                })
                .commit();
    }

    private static Map<String, String> newest(Iterable<Snapshot> history) {
        for (var snapshot : history) {
            if (StreamCommit.isIn(snapshot.summary())) {
                return StreamCommit.of(snapshot.summary());
            }
        }
        return Map.of();
    }
}
