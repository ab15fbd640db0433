package dev.shoplake.etl.logbook;

import dev.shoplake.etl.run.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/** Runs as text for a terminal. */
public final class RunReport {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final String LINE = "%-40s %-10s %-10s %-24s %12s %10s  %s%n";

    /** Why a month of a subject is rebuilt. */
    private static final Map<String, String> REASONS = Map.of(
            "sales", "orders or lines have changed",
            "customers", "their customers are told of otherwise",
            "products", "their products are called or sorted otherwise",
            "events", "events have come",
            "facts", "sales were rebuilt",
            "visits", "visits were rebuilt");

    private RunReport() {}

    /** A table of runs, a line each. */
    public static String table(List<RunState> runs) {
        var text = new StringBuilder(
                line(LINE, "RUN", "STATE", "LAST STAGE", "DAYS", "ROWS READ", "REJECTED", "LAST WRITTEN (UTC)"));
        for (var run : runs) {
            text.append(line(
                    LINE,
                    run.run(),
                    run.name(),
                    run.lastStage(),
                    run.stages().isEmpty() ? "" : days(run.stages().getFirst().window()),
                    number(run.extracted().stream()
                            .mapToLong(row -> row.rows().out())
                            .sum()),
                    number(run.stages().stream()
                            .filter(row -> row.stage().equals("clean"))
                            .mapToLong(row -> row.rows().rejected())
                            .sum()),
                    run.stages().isEmpty()
                            ? ""
                            : SECONDS.format(run.stages().getLast().finishedAt())));
        }
        return text.toString();
    }

    /**
     * Everything that is known of a run.
     *
     * @param months by subject
     */
    public static String details(RunState run, SortedMap<String, SortedSet<String>> months) {
        var text = new StringBuilder("%s: %s%n".formatted(run.run(), run.name()));
        if (!run.isPublished()) {
            text.append("its tables are on the branch of its name; next stage: %s%n".formatted(run.nextStage()));
        }
        if (!run.stages().isEmpty()) {
            text.append("days %s%s%n"
                    .formatted(
                            days(run.stages().getFirst().window()),
                            run.moment() == null ? "" : ", the shop as of " + run.moment()));
            var form = "%n%-10s %-26s %12s %12s %10s %10s %9s  %s";
            text.append(line(
                    form, "STAGE", "TABLE", "READ", "WRITTEN", "REJECTED", "SUPERSEDED", "SECONDS", "FINISHED (UTC)"));
            for (var row : run.stages()) {
                text.append(line(
                        form,
                        row.stage(),
                        row.rows().table(),
                        number(row.rows().in()),
                        number(row.rows().out()),
                        number(row.rows().rejected()),
                        number(row.rows().superseded()),
                        seconds(row.startedAt(), row.finishedAt()),
                        SECONDS.format(row.finishedAt())));
            }
            text.append(line("%n"));
        }
        if (!months.isEmpty()) {
            text.append(line("%nMONTHS%n"));
            months.forEach((subject, days) -> text.append(
                    line("%-10s %-46s %s%n", subject, REASONS.getOrDefault(subject, ""), String.join(" ", days))));
        }
        if (!run.results().isEmpty()) {
            text.append(line(
                    "%nCHECKS: %d of %d hold%n",
                    run.results().stream().filter(CheckResult::passed).count(),
                    run.results().size()));
            run.results()
                    .forEach(result -> text.append(line(
                            "%-7s %-8s %-40s %s%n",
                            result.passed() ? "holds" : "FAILS", result.severity(), result.check(), result.text())));
        }
        return text.toString();
    }

    private static String days(Window window) {
        return "%s to %s".formatted(window.from(), window.to());
    }

    private static String number(long rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }

    private static String seconds(Instant from, Instant to) {
        return String.format(Locale.ROOT, "%.1f", Duration.between(from, to).toMillis() / 1000.0);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotations are of a library that the batch does not have
    private static String line(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
