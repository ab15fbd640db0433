package dev.shoplake.etl.logbook;

/**
 * What a check of a run found.
 *
 * @param check its id
 * @param severity {@code error} or {@code warning}
 * @param text its sentence, or how it does not hold
 */
public record CheckResult(String check, String severity, boolean passed, String text) {
    /** Whether this keeps the run from being published. */
    public boolean isFatal() {
        return !passed && severity.equals("error");
    }
}
