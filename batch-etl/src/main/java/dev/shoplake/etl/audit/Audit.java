package dev.shoplake.etl.audit;

import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.MartTables;
import dev.shoplake.etl.audit.Check.Severity;
import dev.shoplake.etl.extract.RawZone;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.StageSummary;
import dev.shoplake.etl.run.StageSummary.TableRows;
import dev.shoplake.etl.run.Window;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Judges the run's branch. A failed check of severity error ends the run: main stays as it was, the branch for inspection. */
public final class Audit implements Stage {
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
    private final Clock clock;

    /**
     * @param zone decides the day of an event
     * @param currency of an order that names none
     */
    public Audit(Lake lake, RawZone rawZone, ZoneId zone, String currency, Clock clock) {
        this.lake = lake;
        this.rawZone = rawZone;
        this.zone = zone;
        this.currency = currency;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "audit";
    }

    private record Result(Check check, long violations, String detail) {
        boolean passed() {
            return violations == 0;
        }

        String text() {
            return passed()
                    ? check.sentence()
                    : "not so: %s (%,d violations) %s".formatted(check.sentence(), violations, detail);
        }
    }

    @Override
    public StageSummary run(Window window) {
        rawZone.openViews(window);
        Map<String, Object> arguments = arguments(window);
        // Side by side: most of a check is planning, which keeps one core busy
        var results =
                Check.ALL.parallelStream().map(check -> judge(check, arguments)).toList();
        write(window, results);
        var failed = results.stream().filter(result -> !result.passed()).toList();
        var errors = failed.stream()
                .filter(result -> result.check().severity() == Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new RunException("the audit failed, nothing is published. Branch %s is kept for inspection:%n  %s"
                    .formatted(window.runId(), lines(errors)));
        }
        var note = failed.isEmpty() ? "" : "warning: " + lines(failed);
        return new StageSummary(
                List.of(new TableRows("checks", results.size(), results.size() - failed.size(), failed.size())), note);
    }

    private Map<String, Object> arguments(Window window) {
        var arguments = new HashMap<String, Object>();
        arguments.put("run", window.runId());
        arguments.put("from", window.from());
        arguments.put("to", window.to());
        arguments.put("months_from", window.monthsFrom());
        arguments.put("months_to", window.monthsTo());
        arguments.put("zone", zone.getId());
        arguments.put("currency", currency);
        return arguments;
    }

    private Result judge(Check check, Map<String, Object> arguments) {
        var row = lake.query(Audit.class, check.name(), arguments).first();
        return new Result(check, row.getLong(0), row.isNullAt(1) ? "" : row.getString(1));
    }

    /** Puts the results in the place of those that this run had before. */
    private void write(Window window, List<Result> results) {
        var now = clock.instant();
        var rows = results.stream()
                .map(result -> RowFactory.create(
                        window.runId(),
                        result.check().name(),
                        result.check().severity().name().toLowerCase(Locale.ROOT),
                        result.passed(),
                        result.text(),
                        java.sql.Timestamp.from(now),
                        result.violations()))
                .toList();
        var others = lake.table(LakeTables.AUDIT_RESULTS).where("run_id <> '%s'".formatted(window.runId()));
        lake.replace(
                LakeTables.AUDIT_RESULTS,
                others.unionByName(lake.spark().createDataFrame(rows, RESULTS)).coalesce(1));
        lake.replace(
                MartTables.DATA_QUALITY,
                lake.query(Audit.class, "data_quality", Map.of("run", window.runId(), "zone", zone.getId())));
    }

    private static String lines(List<Result> results) {
        return results.stream()
                .map(result -> result.check().name() + ": " + result.text())
                .collect(Collectors.joining("%n  ".formatted()));
    }
}
