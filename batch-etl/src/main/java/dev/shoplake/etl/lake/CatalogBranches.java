package dev.shoplake.etl.lake;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.LakeSettings;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.projectnessie.client.NessieClientBuilder;
import org.projectnessie.client.api.NessieApiV2;
import org.projectnessie.error.NessieConflictException;
import org.projectnessie.error.NessieNotFoundException;
import org.projectnessie.error.NessieReferenceConflictException;
import org.projectnessie.model.Branch;
import org.projectnessie.model.CommitMeta;
import org.projectnessie.model.Conflict;
import org.projectnessie.model.ContentKey;
import org.projectnessie.model.FetchOption;
import org.projectnessie.model.LogResponse;
import org.projectnessie.model.Operation;
import org.projectnessie.model.Reference;
import org.projectnessie.model.Tag;

/** Branches and tags of the whole catalog: a run writes on a branch of its own and is published by one merge. */
public final class CatalogBranches implements AutoCloseable {
    private static final String MAIN = "main";

    private final NessieApiV2 catalog;

    private CatalogBranches(NessieApiV2 catalog) {
        this.catalog = catalog;
    }

    /**
     * Connects.
     *
     * @throws RunException if the catalog does not answer
     */
    public static CatalogBranches open(URI catalog) {
        var client = NessieClientBuilder.createClientBuilderFromSystemSettings()
                .fromConfig(LakeSettings.NESSIE_CLIENT::get)
                .withUri(catalog)
                .build(NessieApiV2.class);
        try {
            client.getConfig();
            return new CatalogBranches(client);
        } catch (RuntimeException e) {
            client.close();
            throw new RunException("the catalog %s does not answer: %s".formatted(catalog, e.getMessage()), e);
        }
    }

    /** Makes a branch from the head of main; one of that name, left by a run that ended early, is dropped first. */
    public void startAnew(String branch) {
        try {
            drop(branch);
            catalog.createReference()
                    .sourceRefName(MAIN)
                    .reference(Branch.of(branch, main().getHash()))
                    .create();
        } catch (NessieNotFoundException | NessieConflictException e) {
            throw new RunException("branch %s cannot be made: %s".formatted(branch, e.getMessage()), e);
        }
    }

    /** The newest commit of main. */
    public String mainHash() {
        try {
            return main().getHash();
        } catch (NessieNotFoundException e) {
            throw new RunException("the catalog has no branch main: " + e.getMessage(), e);
        }
    }

    /** Message of the commit that a tag stands on; null if there is no such tag, or it stands on the begin of all. */
    public @Nullable String taggedMessage(String tag) {
        try {
            var metadata = catalog.getReference()
                    .refName(tag)
                    .fetch(FetchOption.ALL)
                    .get()
                    .getMetadata();
            var commit = metadata == null ? null : metadata.getCommitMetaOfHEAD();
            return commit == null ? null : commit.getMessage();
        } catch (NessieNotFoundException e) {
            return null;
        }
    }

    /**
     * Lets a tag stand on the newest commit of main that has a message, whether there is a tag of that name or not.
     *
     * @return that commit
     * @throws RunException if main has no such commit
     */
    public String tag(String tag, String message) {
        try {
            var commit = catalog.getCommitLog().refName(MAIN).stream()
                    .map(LogResponse.LogEntry::getCommitMeta)
                    .filter(meta -> meta.getMessage().equals(message))
                    .map(CommitMeta::getHash)
                    .findFirst()
                    .orElseThrow(() -> new RunException("no tag %s: main has no commit '%s'".formatted(tag, message)));
            try {
                var standing = catalog.getReference().refName(tag).get();
                catalog.assignReference()
                        .reference(standing)
                        .assignTo(Branch.of(MAIN, commit))
                        .assign();
            } catch (NessieNotFoundException e) {
                catalog.createReference()
                        .sourceRefName(MAIN)
                        .reference(Tag.of(tag, commit))
                        .create();
            }
            return String.valueOf(commit);
        } catch (NessieNotFoundException | NessieConflictException e) {
            throw new RunException("tag %s cannot be made: %s".formatted(tag, e.getMessage()), e);
        }
    }

    /**
     * Lets a tag stand on a commit that shows some tables no more, with the message of the commit that it stood on.
     *
     * @param branch to work on, one of that name is dropped first; it is gone afterwards
     * @return how many of these tables it showed
     */
    public int takeFromTag(String tag, Collection<LakeTable> tables, String branch) {
        var keys = tables.stream()
                .map(table -> ContentKey.of(table.namespace(), table.name()))
                .toList();
        try {
            drop(branch);
            int gone = PrunedTag.prune(catalog, tag, keys, branch);
            drop(branch);
            return gone;
        } catch (NessieNotFoundException | NessieConflictException e) {
            throw new RunException("tag %s cannot be moved: %s".formatted(tag, e.getMessage()), e);
        }
    }

    public boolean exists(String branch) {
        try {
            catalog.getReference().refName(branch).get();
            return true;
        } catch (NessieNotFoundException e) {
            return false;
        }
    }

    /**
     * Merges a branch into main, all its tables in one commit, and drops it.
     *
     * @return hash of main that shows the run
     * @throws RunException if a table of the run was changed on main meanwhile; then main and the branch stay as they are
     */
    public String publish(String branch, String message) {
        try {
            var result = catalog.mergeRefIntoBranch()
                    .fromRef(catalog.getReference().refName(branch).get())
                    .branch((Branch) main())
                    .commitMeta(CommitMeta.fromMessage(message))
                    .merge();
            drop(branch);
            var hash = result.getResultantTargetHash();
            return hash == null ? "unknown" : hash;
        } catch (NessieReferenceConflictException e) {
            var details = e.getErrorDetails();
            var tables = details == null
                    ? e.getMessage()
                    : details.conflicts().stream()
                            .map(Conflict::message)
                            // Said of tables that do not conflict
                            .filter(told -> !told.equals("UNKNOWN"))
                            .collect(Collectors.joining("; "));
            throw new RunException(
                    "not published: main has changed since branch %s was made (%s). Main is untouched; run again."
                            .formatted(branch, tables),
                    e);
        } catch (NessieNotFoundException | NessieConflictException e) {
            throw new RunException("branch %s cannot be published: %s".formatted(branch, e.getMessage()), e);
        }
    }

    /** Names of all branches and tags beside main. */
    public List<String> others() {
        return references().map(Reference::getName).toList();
    }

    /** All branches and tags beside main. */
    public List<CatalogReference> otherReferences() {
        return references()
                .map(reference ->
                        new CatalogReference(reference.getName(), reference.getType() == Reference.ReferenceType.TAG))
                .toList();
    }

    /**
     * A run that was never published.
     *
     * @param branch its name
     * @param lastCommit when it last wrote something
     * @param tables what it had written, sorted
     */
    public record UnpublishedRun(String branch, Instant lastCommit, List<String> tables) {}

    /** Runs that were begun and neither published nor dropped. */
    public List<UnpublishedRun> unpublishedRuns() {
        return references()
                .filter(reference ->
                        reference.getType() == Reference.ReferenceType.BRANCH && Run.isName(reference.getName()))
                .map(branch -> new UnpublishedRun(branch.getName(), lastCommit(branch), tablesOf(branch)))
                .toList();
    }

    /** Drops a branch, if there is one of that name. */
    public void discard(String branch) {
        try {
            drop(branch);
        } catch (NessieConflictException e) {
            throw new RunException("branch %s cannot be dropped: %s".formatted(branch, e.getMessage()), e);
        }
    }

    /** Tables of the batch that main has changed since a branch was made, sorted. */
    public List<String> changedOnMainSince(String branch) {
        var zones = LakeTables.batch().stream().map(LakeTable::namespace).collect(Collectors.toSet());
        try {
            var metadata = catalog.getReference()
                    .refName(branch)
                    .fetch(FetchOption.ALL)
                    .get()
                    .getMetadata();
            return changed(main(), metadata == null ? null : metadata.getCommonAncestorHash()).stream()
                    .filter(table -> zones.contains(table.replaceFirst("[.].*", "")))
                    .toList();
        } catch (NessieNotFoundException e) {
            throw new RunException("branch %s cannot be read: %s".formatted(branch, e.getMessage()), e);
        }
    }

    private List<String> tablesOf(Reference branch) {
        var metadata = branch.getMetadata();
        try {
            return changed(branch, metadata == null ? null : metadata.getCommonAncestorHash());
        } catch (NessieNotFoundException e) {
            throw new RunException("branch %s cannot be read: %s".formatted(branch.getName(), e.getMessage()), e);
        }
    }

    private List<String> changed(Reference branch, @Nullable String since) throws NessieNotFoundException {
        return catalog.getCommitLog().reference(branch).untilHash(since).fetch(FetchOption.ALL).stream()
                .filter(entry -> !Objects.equals(entry.getCommitMeta().getHash(), since))
                .flatMap(entry -> entry.getOperations() == null ? Stream.of() : entry.getOperations().stream())
                .filter(Operation.Put.class::isInstance)
                .map(operation -> operation.getKey().toPathString())
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<Reference> references() {
        try {
            return catalog.getAllReferences().fetch(FetchOption.ALL).stream()
                    .filter(reference -> !reference.getName().equals(MAIN));
        } catch (NessieNotFoundException e) {
            throw new RunException("the catalog lists no branches: " + e.getMessage(), e);
        }
    }

    private static Instant lastCommit(Reference branch) {
        var metadata = branch.getMetadata();
        var commit = metadata == null ? null : metadata.getCommitMetaOfHEAD();
        var time = commit == null ? null : commit.getCommitTime();
        return time == null ? Instant.MAX : time;
    }

    @Override
    public void close() {
        catalog.close();
    }

    private Reference main() throws NessieNotFoundException {
        return catalog.getReference().refName(MAIN).get();
    }

    private void drop(String branch) throws NessieConflictException {
        try {
            catalog.deleteReference()
                    .reference(catalog.getReference().refName(branch).get())
                    .delete();
        } catch (NessieNotFoundException e) {
            // Nothing was left behind
        }
    }
}
