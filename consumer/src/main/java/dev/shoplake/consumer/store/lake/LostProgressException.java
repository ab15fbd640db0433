package dev.shoplake.consumer.store.lake;

import dev.shoplake.contracts.lake.StreamCommit;

/** The table no longer tells how far the stream had come. Going on from the beginning would double every row. */
public final class LostProgressException extends RuntimeException {
    LostProgressException(long oldestSnapshot) {
        super(
                ("raw.events has snapshots but none back to %d, the oldest kept, has the summary key %s: the snapshot that"
                                + " had it was expired by another writer. Reading from the beginning would double every row;"
                                + " append an empty snapshot with the keys %s, %s, %s and %s of the last good state")
                        .formatted(
                                oldestSnapshot,
                                StreamCommit.COMMIT,
                                StreamCommit.COMMIT,
                                StreamCommit.OFFSETS,
                                StreamCommit.COUNTS,
                                StreamCommit.LETTER_FILES));
    }
}
