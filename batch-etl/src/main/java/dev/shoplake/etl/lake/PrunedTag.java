package dev.shoplake.etl.lake;

import java.util.List;
import org.projectnessie.client.api.NessieApiV2;
import org.projectnessie.error.NessieConflictException;
import org.projectnessie.error.NessieNotFoundException;
import org.projectnessie.model.Branch;
import org.projectnessie.model.CommitMeta;
import org.projectnessie.model.ContentKey;
import org.projectnessie.model.FetchOption;
import org.projectnessie.model.Operation;

/** A tag of the catalog that goes on showing the state it stood on, but for some tables. */
final class PrunedTag {
    private PrunedTag() {}

    /**
     * Moves the tag to a commit of its own, by a branch that is left to the caller.
     *
     * @return how many of the tables the tag had shown
     */
    static int prune(NessieApiV2 catalog, String tag, List<ContentKey> tables, String branch)
            throws NessieNotFoundException, NessieConflictException {
        var standing =
                catalog.getReference().refName(tag).fetch(FetchOption.ALL).get();
        var shown = catalog.getContent().refName(tag).keys(tables).get().keySet();
        if (shown.isEmpty()) {
            return 0;
        }
        var metadata = standing.getMetadata();
        var last = metadata == null ? null : metadata.getCommitMetaOfHEAD();
        var begin = (Branch) catalog.createReference()
                .sourceRefName(tag)
                .reference(Branch.of(branch, standing.getHash()))
                .create();
        var commit = catalog.commitMultipleOperations()
                .branch(begin)
                .commitMeta(CommitMeta.fromMessage(last == null ? tag : last.getMessage()));
        shown.forEach(table -> commit.operation(Operation.Delete.of(table)));
        catalog.assignReference()
                .reference(catalog.getReference().refName(tag).get())
                .assignTo(commit.commit())
                .assign();
        return shown.size();
    }
}
