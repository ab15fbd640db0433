package dev.shoplake.etl.close;

import dev.shoplake.contracts.lake.CloseTables;
import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.MartTables;
import dev.shoplake.etl.lake.Lake;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What a closed month would be, were it closed now. */
public final class Restatements {
    private static final List<String> KEY = List.of("year_month", "currency");

    /** What is closed of a month and compared later: every measure of {@code marts.monthly_kpis}, in its order. */
    static final List<String> FIGURES = MartTables.MONTHLY_KPIS.columns().stream()
            .map(LakeTable.Column::name)
            .filter(name ->
                    !KEY.contains(name) && !Set.of("month_start", "is_complete").contains(name))
            .toList();

    private Restatements() {}

    /**
     * The rows of {@code marts.restatements}, from the months and the closes on the run's branch.
     *
     * @param zone decides the day of a close
     */
    public static Dataset<Row> mart(Lake lake, ZoneId zone) {
        var closes = lake.table(CloseTables.MONTH_CLOSES).where("is_newest");
        closes.createOrReplaceTempView("newest_closes");
        figures(closes).createOrReplaceTempView("closed_figures");
        figures(lake.table(MartTables.MONTHLY_KPIS)).createOrReplaceTempView("current_figures");
        return lake.query(Restatements.class, "restatements", Map.of("zone", zone.getId()));
    }

    /** A row a figure, all of one type: what Spark would find by itself for counts, amounts and rates cuts the rates. */
    private static Dataset<Row> figures(Dataset<Row> months) {
        var uniform = months.select(Stream.concat(
                        KEY.stream().map(functions::col),
                        FIGURES.stream()
                                .map(figure -> functions
                                        .col(figure)
                                        .cast("decimal(38,6)")
                                        .as(figure)))
                .toArray(Column[]::new));
        return uniform.unpivot(columns(KEY), columns(FIGURES), "figure", "shown");
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(functions::col).toArray(Column[]::new);
    }
}
