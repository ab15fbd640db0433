package dev.shoplake.etl.publish;

import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunLock;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.StageSummary;
import java.util.List;

/** Ends a run: one merge shows all its tables at once, then its branch is dropped. */
public final class Publish implements Stage {
    private final CatalogBranches branches;
    private final RunLock lock;

    public Publish(CatalogBranches branches, RunLock lock) {
        this.branches = branches;
        this.lock = lock;
    }

    @Override
    public String name() {
        return "publish";
    }

    @Override
    public StageSummary run(Run run) {
        lock.confirm();
        var commit = branches.publish(run.id(), "Publish %s".formatted(run));
        return new StageSummary(List.of(), "main is now at %s".formatted(commit));
    }
}
