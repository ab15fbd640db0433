package dev.shoplake.etl.close;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.run.Run;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;

/** The names that belong to the close of one month. */
record ClosedMonth(YearMonth month) {
    private static final Set<String> WITHOUT_PERSONS = Set.of("structured", "marts");

    /**
     * The tables that a close keeps: those without a person's id. Any other must stay free of tags, so that a person can be
     * erased from it while closed months stay.
     */
    static List<LakeTable> tables() {
        return LakeTables.batch().stream()
                .filter(table -> WITHOUT_PERSONS.contains(table.namespace()))
                .toList();
    }

    /** Name of the tag inside each table, and of the catalog's own, such as {@code close_2011_11}. */
    String tag() {
        return "close_" + month.toString().replace('-', '_');
    }

    /** The catalog branch that the close is prepared on; named as a run's, so that upkeep drops what a dead one left. */
    String branch() {
        return Run.PREFIX + tag();
    }

    /** Message of the commit on main that closes the month; no other has the same. */
    String message(Instant closedAt) {
        return "Close %s at %s".formatted(month, closedAt);
    }

    LocalDate from() {
        return month.atDay(1);
    }

    /** First day after the month. */
    LocalDate to() {
        return month.plusMonths(1).atDay(1);
    }

    @Override
    public String toString() {
        return month.toString();
    }
}
