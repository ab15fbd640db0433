package dev.shoplake.etl.maintain;

import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * What manifests still tell of data files that have gone, the bounds of their columns included: a commit notes what it takes
 * out, and its successors carry the note along.
 */
public final class DeletedEntries {
    private static final int MOST_RACES = 20;

    private DeletedEntries() {}

    /** Writes manifests with such notes anew, without them. Another writer may append meanwhile. */
    public static void drop(Table table) {
        for (int race = 1; ; race++) {
            table.refresh();
            var current = table.currentSnapshot();
            if (current == null
                    || current.dataManifests(table.io()).stream().noneMatch(ManifestFile::hasDeletedFiles)) {
                return;
            }
            try {
                table.rewriteManifests()
                        .rewriteIf(ManifestFile::hasDeletedFiles)
                        .clusterBy(file -> "")
                        .commit();
                return;
            } catch (ValidationException | CommitFailedException e) {
                if (race == MOST_RACES) {
                    throw e;
                }
            }
        }
    }
}
