package dev.shoplake.etl.logbook;

import dev.shoplake.etl.lake.Journal;
import dev.shoplake.etl.run.Run;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as it stands.
 *
 * @param reference where its rows are: main if it is published, else its branch
 * @param stages what its stages did
 * @param results what its audit found; empty before it
 */
public record RunState(Run run, String reference, List<StageRow> stages, List<CheckResult> results) {
    public RunState {
        stages = List.copyOf(stages);
        results = List.copyOf(results);
    }

    /** A run on its branch, or on main. */
    public static RunState read(Logbook logbook, Run run, String reference) {
        return new RunState(run, reference, logbook.stages(reference, run), logbook.results(reference, run));
    }

    public boolean isPublished() {
        return reference.equals(Logbook.MAIN);
    }

    /** Whether an audit has found something that keeps the run from being published, and was not done again since. */
    public boolean isFailed() {
        return !isPublished() && !isDone("audit") && results.stream().anyMatch(CheckResult::isFatal);
    }

    public boolean isDone(String stage) {
        return stages.stream().anyMatch(row -> row.stage().equals(stage));
    }

    /** The first stage that has to be done yet. */
    public String nextStage() {
        return Journal.STAGES.stream()
                .filter(stage -> !isDone(stage))
                .findFirst()
                .orElseThrow();
    }

    /** Rows that tell of extract. */
    public List<StageRow> extracted() {
        return stages.stream().filter(row -> row.stage().equals("extract")).toList();
    }

    /** When its extract looked at the shop; null if it is not known. */
    public @Nullable Instant moment() {
        return extracted().stream()
                .flatMap(row -> Optional.ofNullable(row.position()).stream())
                .map(position -> position.moment())
                .findFirst()
                .orElse(null);
    }

    /** {@code published}, {@code failed} or {@code under way}. */
    public String name() {
        return isPublished() ? "published" : isFailed() ? "failed" : "under way";
    }

    /** The newest stage that was done, or at which an audit failed. */
    public String lastStage() {
        if (isFailed()) {
            return "audit";
        }
        return stages.isEmpty() ? "none" : stages.getLast().stage();
    }
}
