package dev.shoplake.etl.lake;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.Window;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.projectnessie.client.NessieClientBuilder;
import org.projectnessie.client.api.NessieApiV2;
import org.projectnessie.error.NessieConflictException;
import org.projectnessie.error.NessieNotFoundException;
import org.projectnessie.error.NessieReferenceConflictException;
import org.projectnessie.model.Branch;
import org.projectnessie.model.CommitMeta;
import org.projectnessie.model.Conflict;
import org.projectnessie.model.FetchOption;
import org.projectnessie.model.Reference;

/** Branches of the whole catalog: a run writes on one of its own and is published by one merge. */
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
                .fromConfig(Map.of("nessie.force-url-connection-client", "true")::get)
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
                    : details.conflicts().stream().map(Conflict::message).collect(Collectors.joining("; "));
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

    /**
     * Drops the branches of runs whose last commit is older than a time.
     *
     * @return their names
     */
    public List<String> dropRunsBefore(Instant time) {
        var dead = references()
                .filter(reference -> reference.getType() == Reference.ReferenceType.BRANCH
                        && reference.getName().startsWith(Window.RUN_PREFIX)
                        && lastCommit(reference).isBefore(time))
                .toList();
        for (var branch : dead) {
            try {
                catalog.deleteReference().reference(branch).delete();
            } catch (NessieNotFoundException | NessieConflictException e) {
                throw new RunException(
                        "branch %s cannot be dropped: %s".formatted(branch.getName(), e.getMessage()), e);
            }
        }
        return dead.stream().map(Reference::getName).toList();
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
