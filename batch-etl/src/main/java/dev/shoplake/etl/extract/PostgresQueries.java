package dev.shoplake.etl.extract;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of what PostgreSQL is asked. COPY takes no parameters, so the text holds what has one spelling only (dates,
 * times, the database's own names); ids are parameters of a cursor.
 *
 * @param columns of each table, as the database has them
 */
record PostgresQueries(Map<SourceTable, List<SourceColumn>> columns) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    private static final Set<String> MOMENTS =
            Set.of("timestamp without time zone", "timestamp with time zone", "date");

    /** Whose output is also what a cast to text makes of them: spared the cast, the server needs half the time. */
    private static final Set<String> WRITTEN_AS_TEXT = Set.of(
            "text",
            "character varying",
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "date",
            "timestamp without time zone",
            "timestamp with time zone",
            "uuid");

    private static final Pattern SCALE = Pattern.compile("numeric[(][0-9]+,([0-9]+)[)]");

    /** Ids from two indexed look-ups: a condition on both tables at once would read all orders. */
    private static final String TOUCHED_ORDERS = """
            t.order_id IN (
                SELECT order_id FROM orders WHERE updated_at >= {since} OR updated_at IS NULL
                UNION
                SELECT order_id FROM order_items WHERE updated_at >= {since} OR updated_at IS NULL
            )""";

    /** What else stands there, such as infinity, is no day that an order can be of; it belongs to every window. */
    private static final String HAS_A_DAY =
            "%1$s.order_timestamp >= '0001-01-02' AND %1$s.order_timestamp < '9999-12-30'";

    /**
     * What is asked before the months are. The planner cannot know how few they are: left alone it sorts all lines, on disk,
     * and has other processes hand them over one by one, for twice the processor's time.
     */
    static final String FEW_SUMS =
            "SET LOCAL enable_sort = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL work_mem = '64MB'";

    /**
     * Sales and returns by the definitions of docs/kpi.md; what clean would set aside does not count. Lines are summed up by
     * what their orders say, as it stands there, and only these few sums are looked at as text.
     */
    private static final String MONTHS = """
            SELECT
                year_month,
                currency,
                coalesce(sum(bought_lines) FILTER (WHERE NOT is_return), 0),
                coalesce(sum(bought_units) FILTER (WHERE NOT is_return), 0),
                coalesce(sum(bought_amount) FILTER (WHERE NOT is_return), 0),
                coalesce(sum(discounts) FILTER (WHERE NOT is_return), 0),
                coalesce(-sum(returned_amount) FILTER (WHERE is_return), 0)
            FROM (
                SELECT
                    {year_month} AS year_month,
                    coalesce(upper(trim(currency::text)), '') AS currency,
                    lower(trim(status::text)) = 'returned' AS is_return,
                    bought_lines,
                    bought_units,
                    bought_amount,
                    discounts,
                    returned_amount
                FROM (
                    SELECT
                        month,
                        currency,
                        status,
                        count(*) FILTER (WHERE quantity > 0) AS bought_lines,
                        sum(quantity) FILTER (WHERE quantity > 0) AS bought_units,
                        sum(quantity * unit_price) FILTER (WHERE quantity > 0) AS bought_amount,
                        sum(discount) FILTER (WHERE quantity > 0) AS discounts,
                        sum(quantity * unit_price) FILTER (WHERE quantity < 0) AS returned_amount
                    FROM (
                        SELECT
                            {month} AS month,
                            o.currency,
                            o.status,
                            {quantity} AS quantity,
                            {unit_price} AS unit_price,
                            {discount} AS discount
                        FROM order_items t
                        JOIN orders o ON o.order_id = t.order_id
                        WHERE trim(t.product_id::text) <> '' AND {has_a_day}
                    ) AS lines
                    WHERE quantity BETWEEN -999999999999 AND 999999999999
                        AND unit_price > 0 AND unit_price < 1e14 AND discount > -1e14 AND discount < 1e14
                    GROUP BY month, currency, status
                ) AS as_it_stands
                WHERE lower(trim(status::text)) IN (
                    'created', 'approved', 'invoiced', 'processing', 'shipped', 'delivered', 'completed', 'returned'
                )
            ) AS sums
            WHERE year_month IS NOT NULL AND CASE WHEN is_return THEN returned_amount IS NOT NULL ELSE bought_lines > 0 END
            GROUP BY year_month, currency
            """;

    PostgresQueries {
        columns = Map.copyOf(columns);
    }

    /** Rows of these ids, all values text. */
    String rows(SourceTable table, Selection.Ids ids) {
        return "SELECT %s FROM %s"
                .formatted(
                        each(table, column -> "t.%s::text".formatted(quoted(column.name()))),
                        within(table, ids, Pages.ALL));
    }

    /** Rows for COPY, which writes every value as text by itself. */
    String copy(SourceTable table, Selection selection, Pages pages) {
        return "SELECT %s FROM %s"
                .formatted(
                        each(
                                table,
                                column -> WRITTEN_AS_TEXT.contains(withoutSize(column.type()))
                                        ? "t." + quoted(column.name())
                                        : "t.%s::text".formatted(quoted(column.name()))),
                        within(table, selection, pages));
    }

    String count(SourceTable table, Selection selection) {
        return "SELECT count(*) FROM " + within(table, selection, Pages.ALL);
    }

    String ids(SourceTable table) {
        return table == SourceTable.ORDER_ITEMS
                ? "SELECT order_id::text, count(*)::text FROM order_items WHERE order_id IS NOT NULL GROUP BY order_id"
                : "SELECT %s::text FROM %s WHERE %1$s IS NOT NULL".formatted(table.idColumn(), table.tableName());
    }

    String months() {
        boolean isText = !MOMENTS.contains(withoutSize(declared(SourceTable.ORDERS, "order_timestamp")));
        return MONTHS.replace("{year_month}", isText ? "month" : "to_char(month, 'YYYY-MM')")
                .replace(
                        "{month}",
                        isText
                                ? "substring(o.order_timestamp::text FROM '^ *([0-9]{4}-[0-9]{2})-')"
                                : "date_trunc('month', o.order_timestamp::timestamp)")
                .replace("{has_a_day}", isText ? "true" : HAS_A_DAY.formatted("o"))
                .replace("{quantity}", number(SourceTable.ORDER_ITEMS, "quantity", 0))
                .replace("{unit_price}", number(SourceTable.ORDER_ITEMS, "unit_price", 4))
                .replace(
                        "{discount}",
                        "CASE WHEN t.discount IS NULL THEN 0 ELSE %s END"
                                .formatted(number(SourceTable.ORDER_ITEMS, "discount", 4)));
    }

    /** A column of lines as a number of so many places, or as a whole number; null where it is none. */
    private String number(SourceTable table, String column, int places) {
        var declared = declared(table, column);
        var scale = SCALE.matcher(declared);
        return switch (withoutSize(declared)) {
            case "smallint", "integer", "bigint" -> "t." + column;
            case "numeric" ->
                scale.matches() && Integer.parseInt(scale.group(1)) <= places
                        ? "t." + column
                        : (places == 0 ? "CASE WHEN t.%1$s = trunc(t.%1$s) THEN trunc(t.%1$s) END" : "round(t.%s, %d)")
                                .formatted(column, places);
            default ->
                "CASE WHEN trim(t.%1$s::text) ~ '^[+-]?[0-9]+%2$s$' THEN round(trim(t.%1$s::text)::numeric, %3$d) END"
                        .formatted(column, places == 0 ? "([.]0*)?" : "([.][0-9]*)?", places);
        };
    }

    /** Such as {@code numeric(18,4)}. */
    private String declared(SourceTable table, String column) {
        return columnsOf(table).stream()
                .filter(candidate -> candidate.name().equals(column))
                .map(SourceColumn::type)
                .findFirst()
                .orElseThrow();
    }

    private static String withoutSize(String type) {
        return type.replaceFirst("[(].*[)]", "");
    }

    private String within(SourceTable table, Selection selection, Pages pages) {
        var tables = selection instanceof Selection.Days && table == SourceTable.ORDER_ITEMS
                ? "order_items t LEFT JOIN orders o ON o.order_id = t.order_id"
                : table.tableName() + " t";
        return "%s WHERE (%s) AND %s".formatted(tables, condition(table, selection), pages.condition());
    }

    private String condition(SourceTable table, Selection selection) {
        return switch (selection) {
            case Selection.All all -> "true";
            case Selection.Days days ->
                switch (table) {
                    case CUSTOMERS, PRODUCTS -> "true";
                    case ORDERS -> onDays("t", days);
                    case ORDER_ITEMS -> onDays("o", days);
                };
            case Selection.Since since -> {
                var moment = "TIMESTAMPTZ '%s'".formatted(MOMENT.format(since.watermark()));
                yield switch (table) {
                    case CUSTOMERS, PRODUCTS -> "t.updated_at >= %s OR t.updated_at IS NULL".formatted(moment);
                    case ORDERS, ORDER_ITEMS -> TOUCHED_ORDERS.replace("{since}", moment);
                };
            }
            // The column's own type, so that its index serves
            case Selection.Ids ids ->
                "t.%s = ANY (?::text[]::%s[])"
                        .formatted(table.idColumn(), columnsOf(table).getFirst().type());
        };
    }

    private static String onDays(String orders, Selection.Days days) {
        return "(%s) IS NOT TRUE OR %s.order_timestamp >= DATE '%s' AND %2$s.order_timestamp < DATE '%4$s'"
                .formatted(
                        HAS_A_DAY.formatted(orders),
                        orders,
                        days.window().from(),
                        days.window().to());
    }

    private String each(SourceTable table, Function<SourceColumn, String> text) {
        return columnsOf(table).stream().map(text).collect(Collectors.joining(", "));
    }

    private List<SourceColumn> columnsOf(SourceTable table) {
        var found = columns.get(table);
        if (found == null) {
            throw new IllegalStateException("no columns of " + table);
        }
        return found;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
