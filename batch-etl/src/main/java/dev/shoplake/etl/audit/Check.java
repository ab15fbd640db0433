package dev.shoplake.etl.audit;

import java.util.List;

/**
 * Something that must hold on a run's branch. Its SQL, in the file of its name, gives one row: how often it is violated and
 * where.
 *
 * @param name names the file and the result
 * @param severity what a violation does to the run
 * @param sentence what holds when the check passes
 */
record Check(String name, Severity severity, String sentence) {
    enum Severity {
        /** The run is not published. */
        ERROR,
        /** The run is published, and the result says what to look at. */
        WARNING
    }

    static final List<Check> ALL = List.of(
            new Check("keys_are_unique", Severity.ERROR, "every table has each key once"),
            new Check("facts_have_their_dimensions", Severity.ERROR, "every sale finds its product, customer and day"),
            new Check("rows_balance", Severity.ERROR, "every extracted row is cleaned or in quarantine"),
            new Check(
                    "revenue_equals_source", Severity.ERROR, "the lake's sales and returns equal the source's exactly"),
            new Check("months_equal_their_days", Severity.ERROR, "each month is the sum of its days"),
            new Check(
                    "cohorts_equal_new_buyers", Severity.ERROR, "each cohort begins with the new buyers of its month"),
            new Check("events_are_complete", Severity.ERROR, "every event of the touched months is a fact once"),
            new Check("window_has_sales", Severity.WARNING, "the window holds at least one sale"),
            new Check("few_rows_are_rejected", Severity.WARNING, "at most one row in a hundred is in quarantine"));
}
