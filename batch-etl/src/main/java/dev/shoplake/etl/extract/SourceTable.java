package dev.shoplake.etl.extract;

import dev.shoplake.etl.run.RunException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A table of the shop. Every column is taken as text, as the source writes it: what a value means is decided by the next
 * stage, which can set a row aside.
 */
public enum SourceTable {
    CUSTOMERS("customer_id country region city postal_code created_at updated_at"),
    PRODUCTS(
            "product_id product_name department_id department category is_product unit_price stock created_at updated_at"),
    ORDERS("order_id customer_id order_num status order_timestamp currency total_amount created_at updated_at"),
    ORDER_ITEMS(
            "order_id add_to_cart_order product_id quantity unit_price discount reordered days_since_prior_order created_at updated_at");

    /** What the batch adds to rows; names with a line before them are its own, too. */
    private static final Set<String> OWN = Set.of(
            "source", "source_file", "source_key", "source_row", "row_source", "row_position", "reasons", "order_date");

    private static final Pattern FURTHER = Pattern.compile("[^_`.][^`.]*");

    private final String columns;

    SourceTable(String columns) {
        this.columns = columns;
    }

    /** Its name in the shop and in the raw zone. */
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns that the batch knows; a shop may have more. */
    public List<String> columns() {
        return List.of(columns.split(" "));
    }

    /** The id by which its rows are asked for: a line is asked for with its whole order. */
    public String idColumn() {
        return columns().getFirst();
    }

    /**
     * The columns that a shop has. Of further ones those are left whose name the batch gives to something of its own, or that
     * differ from another one in upper and lower case alone, as Spark does not tell these apart.
     *
     * @throws RunException if it has not all that the batch knows
     */
    SourceColumns arranged(SequencedMap<String, SourceColumn> found) {
        var others = new LinkedHashMap<>(found);
        var taken = new ArrayList<SourceColumn>();
        for (var name : columns()) {
            var column = others.remove(name);
            if (column == null) {
                throw new RunException(
                        "table %s of the shop has no column %s any more: bring it back, or give the batch a view that has it"
                                .formatted(tableName(), name));
            }
            taken.add(column);
        }
        var used = new HashSet<>(OWN);
        used.addAll(columns());
        var left = new ArrayList<String>();
        for (var other : others.values()) {
            if (FURTHER.matcher(other.name()).matches() && used.add(other.name().toLowerCase(Locale.ROOT))) {
                taken.add(other);
            } else {
                left.add(other.name());
            }
        }
        return new SourceColumns(taken, left);
    }
}
