package dev.shoplake.etl.lake;

import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.run.Months;
import dev.shoplake.etl.run.Run;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The months that a run rebuilds and why, kept in {@code ops.run_months} so that its stages agree on them. */
public final class RunMonths {
    private static final StructType ROWS = new StructType()
            .add("run_id", DataTypes.StringType)
            .add("subject", DataTypes.StringType)
            .add("month_start", DataTypes.DateType);

    private final Lake lake;

    public RunMonths(Lake lake) {
        this.lake = lake;
    }

    /** Puts months in the place of those that a run had of these subjects. */
    public void replace(Run run, Map<String, Months> months) {
        var rows = new ArrayList<Row>();
        months.forEach((subject, ofSubject) -> ofSubject
                .firstDays()
                .forEach(day -> rows.add(RowFactory.create(run.id(), subject, java.sql.Date.valueOf(day)))));
        var others = lake.table(LakeTables.RUN_MONTHS)
                .where("NOT (run_id = '%s' AND subject IN ('%s'))"
                        .formatted(run.id(), String.join("', '", months.keySet())));
        lake.replace(
                LakeTables.RUN_MONTHS,
                others.unionByName(lake.spark().createDataFrame(rows, ROWS)).coalesce(1));
    }

    /** The months of a subject: {@code sales}, {@code customers}, {@code products} or {@code events}. */
    public Months of(Run run, String subject) {
        return Months.of(lake
                .table(LakeTables.RUN_MONTHS)
                .where("run_id = '%s' AND subject = '%s'".formatted(run.id(), subject))
                .collectAsList()
                .stream()
                .map(row -> LocalDate.parse(row.getDate(2).toString()))
                .collect(Collectors.toSet()));
    }
}
