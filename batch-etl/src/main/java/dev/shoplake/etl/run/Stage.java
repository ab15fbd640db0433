package dev.shoplake.etl.run;

/** One step of a run. Doing it again on the same input changes nothing in content. */
public interface Stage {
    /** The command's name: {@code extract}, {@code clean}, {@code structure}, {@code mart}, {@code audit} or {@code publish}. */
    String name();

    /**
     * Does the work on the run's branch.
     *
     * @return what was read and written
     * @throws RunException if the run cannot go on
     */
    StageSummary run(Run run);
}
