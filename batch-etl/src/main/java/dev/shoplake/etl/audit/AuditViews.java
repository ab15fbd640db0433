package dev.shoplake.etl.audit;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.StructuredTables;
import dev.shoplake.etl.extract.Manifest;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.lake.RunMonths;
import dev.shoplake.etl.mart.Mart;
import dev.shoplake.etl.run.Months;
import dev.shoplake.etl.run.Run;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the checks read of the branch: of the large tables only the months that a run has touched. */
final class AuditViews {
    private static final Logger LOG = LoggerFactory.getLogger(AuditViews.class);

    private final Lake lake;
    private final ZoneId zone;

    AuditViews(Lake lake, ZoneId zone) {
        this.lake = lake;
        this.zone = zone;
    }

    /**
     * Makes known to SQL:
     *
     * <ul>
     *   <li>every table of the batch on the branch as {@code <zone>_<table>}, such as {@code cleaned_orders}: what stands under
     *       such a name was asked of the catalog once for all checks
     *   <li>{@code rebuilt_months} (month_start): months whose sales this run builds anew; {@code touched_months}: those, and
     *       the months of the orders that it has read
     *   <li>{@code months_orders}, {@code months_order_items}, {@code months_fact_sales}, {@code months_fact_orders}: the
     *       branch's rows of the touched months
     *   <li>{@code months_fact_events}, {@code months_fact_event_products}, {@code months_fact_sessions}: the branch's rows of
     *       the visits that began in the months whose events this run builds anew
     *   <li>{@code complete_months}: as the marts have it
     *   <li>{@code file_orders} (order_id): orders that files have told something of which counts; {@code overridden_months}:
     *       what the shop's own sums hold of them
     *   <li>{@code compared_months}: where the source's own sums differ from the branch's
     * </ul>
     *
     * @param arguments parameters of all checks
     */
    void open(Run run, Manifest manifest, Map<String, Object> arguments) {
        LakeTables.batch().parallelStream().forEach(table -> view(name(table), () -> lake.table(table)));
        var runMonths = new RunMonths(lake);
        var rebuilt = runMonths.of(run, "facts");
        var touched = rebuilt.and(Months.of(lake.query(AuditViews.class, "read_months", Map.of())
                .as(Encoders.LOCALDATE())
                .collectAsList()));
        months(rebuilt).createOrReplaceTempView("rebuilt_months");
        months(touched).createOrReplaceTempView("touched_months");
        view(LakeTables.CLEANED_ORDERS, touched.ofTimestamp("order_timestamp"));
        view(LakeTables.CLEANED_ORDER_ITEMS, touched.ofTimestamp("order_timestamp"));
        view(StructuredTables.FACT_SALES, touched.ofDate("order_date"));
        view(StructuredTables.FACT_ORDERS, touched.ofDate("order_date"));

        var visits = runMonths.of(run, "visits");
        var began = visits.ofDate("session_date");
        // A visit may go on after its month
        var beganAndWent = began + " AND " + visits.andTheNext().ofDate("event_date");
        view(StructuredTables.FACT_SESSIONS, began);
        view(StructuredTables.FACT_EVENTS, beganAndWent);
        view(StructuredTables.FACT_EVENT_PRODUCTS, beganAndWent);
        view("complete_months", () -> lake.query(Mart.class, "complete_months", Map.of("zone", zone.getId())));
        view("file_orders", () -> lake.query(AuditViews.class, "file_orders", Map.of()));
        view("overridden_months", () -> lake.query(AuditViews.class, "overridden_months", arguments));
        // Two checks read its few rows, and it reads the whole history
        view("compared_months", () -> {
            var rows = lake.query(AuditViews.class, "compared_months", arguments);
            return lake.spark().createDataFrame(rows.collectAsList(), rows.schema());
        });
    }

    private Dataset<Row> months(Months months) {
        return lake.spark()
                .createDataset(months.firstDays().stream().toList(), Encoders.LOCALDATE())
                .toDF("month_start");
    }

    private void view(LakeTable table, String condition) {
        view("months_" + table.name(), () -> lake.spark().table(name(table)).where(condition));
    }

    /** What cannot be opened is missed by the checks that read it, each of which then says so. */
    private void view(String name, Supplier<Dataset<Row>> rows) {
        try {
            rows.get().createOrReplaceTempView(name);
        } catch (Exception e) {
            // Spark throws checked exceptions that it does not declare
            LOG.debug("{} cannot be read by the audit", name, e);
            lake.spark().catalog().dropTempView(name);
        }
    }

    private static String name(LakeTable table) {
        return table.identifier().replace('.', '_');
    }
}
