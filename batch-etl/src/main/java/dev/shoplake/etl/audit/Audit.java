package dev.shoplake.etl.audit;

import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.MartTables;
import dev.shoplake.etl.audit.Check.Severity;
import dev.shoplake.etl.extract.Manifest;
import dev.shoplake.etl.extract.RawZone;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.lake.RunMonths;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.StageSummary;
import dev.shoplake.etl.run.StageSummary.TableRows;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges the run's branch. A failed check of severity error ends the run: main stays as it was, the branch for inspection. */
public final class Audit implements Stage {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private static final StructType RESULTS = new StructType()
            .add("run_id", DataTypes.StringType)
            .add("check_name", DataTypes.StringType)
            .add("severity", DataTypes.StringType)
            .add("passed", DataTypes.BooleanType)
            .add("detail", DataTypes.StringType)
            .add("checked_at", DataTypes.TimestampType)
            .add("violations", DataTypes.LongType);

    private final Lake lake;
    private final RawZone rawZone;
    private final ZoneId zone;
    private final String currency;
    private final Duration freshFor;
    private final Clock clock;

    /**
     * @param zone decides the day of an event
     * @param currency of an order that names none
     * @param freshFor how old the newest order may be, in whole days
     */
    public Audit(Lake lake, RawZone rawZone, ZoneId zone, String currency, Duration freshFor, Clock clock) {
        this.lake = lake;
        this.rawZone = rawZone;
        this.zone = zone;
        this.currency = currency;
        this.freshFor = freshFor;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "audit";
    }

    /**
     * What became of a check.
     *
     * @param severity the check's own, or error if the check itself failed
     * @param violations how often it is violated; 1 if the check itself failed
     * @param text its sentence, or how it does not hold
     */
    public record Result(Check check, Severity severity, long violations, String text) {
        static Result of(Check check, long violations, String detail) {
            return new Result(
                    check,
                    check.severity(),
                    violations,
                    violations == 0
                            ? check.sentence()
                            : "not so: %s (%,d violations) %s".formatted(check.sentence(), violations, detail));
        }

        static Result failed(Check check, Exception cause) {
            var message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
            return new Result(
                    check, Severity.ERROR, 1, "could not be checked: %s (%s)".formatted(check.sentence(), message));
        }

        public boolean passed() {
            return violations == 0;
        }
    }

    /** Judges the run's branch by some checks and writes nothing. */
    public List<Result> judge(Run run, List<Check> checks) {
        var manifest = rawZone.openViews(run);
        var arguments = arguments(run, manifest);
        new AuditViews(lake, zone).open(run, manifest, arguments);
        // Side by side: most of a check is planning, which keeps one core busy
        return checks.parallelStream().map(check -> judge(check, arguments)).toList();
    }

    @Override
    public StageSummary run(Run run) {
        var results = judge(run, Check.all());
        write(run, results);
        var failed = results.stream().filter(result -> !result.passed()).toList();
        var errors = failed.stream()
                .filter(result -> result.severity() == Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new RunException(
                    "the audit failed, nothing is published. Branch %s is kept for inspection (etl runs show %s):%n  %s"
                            .formatted(run, run, lines(errors)));
        }
        var note = failed.isEmpty() ? "" : "warning: " + lines(failed);
        return new StageSummary(
                List.of(new TableRows("checks", results.size(), results.size() - failed.size(), failed.size(), 0)),
                note);
    }

    private Map<String, Object> arguments(Run run, Manifest manifest) {
        var window = manifest.window();
        var events = new RunMonths(lake).of(run, "visits").ranges();
        var arguments = new HashMap<String, Object>();
        arguments.put("run", run.id());
        arguments.put("kind", manifest.kind().name());
        arguments.put("from", window.from());
        arguments.put("to", window.to());
        arguments.put(
                "events_from",
                events.isEmpty() ? window.from() : events.getFirst().from());
        arguments.put(
                "events_to", events.isEmpty() ? window.from() : events.getLast().to());
        arguments.put("zone", zone.getId());
        arguments.put("currency", currency);
        arguments.put("source_tells", manifest.months() != null);
        arguments.put("today", LocalDate.ofInstant(clock.instant(), zone));
        arguments.put("fresh_days", Math.toIntExact(freshFor.toDays()));
        return arguments;
    }

    private Result judge(Check check, Map<String, Object> arguments) {
        try {
            var row = lake.query(Audit.class, check.file(), arguments).first();
            return Result.of(check, row.getLong(0), row.isNullAt(1) ? "" : row.getString(1));
        } catch (Exception e) {
            // Spark throws checked exceptions that it does not declare
            LOG.debug("check {} could not be run", check.id(), e);
            return Result.failed(check, e);
        }
    }

    /** Puts the results in the place of those that this run had before. */
    private void write(Run run, List<Result> results) {
        var now = clock.instant();
        var rows = results.stream()
                .map(result -> RowFactory.create(
                        run.id(),
                        result.check().id(),
                        result.severity().toString(),
                        result.passed(),
                        result.text(),
                        java.sql.Timestamp.from(now),
                        result.violations()))
                .toList();
        var others = lake.table(LakeTables.AUDIT_RESULTS).where("run_id <> '%s'".formatted(run.id()));
        lake.replace(
                LakeTables.AUDIT_RESULTS,
                others.unionByName(lake.spark().createDataFrame(rows, RESULTS)).coalesce(1));
        lake.replace(
                MartTables.DATA_QUALITY,
                lake.query(Audit.class, "data_quality", Map.of("run", run.id(), "zone", zone.getId())));
    }

    private static String lines(List<Result> results) {
        return results.stream()
                .map(result -> result.check().id() + ": " + result.text())
                .collect(Collectors.joining("%n  ".formatted()));
    }
}
