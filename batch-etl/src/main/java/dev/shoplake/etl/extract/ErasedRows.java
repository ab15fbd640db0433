package dev.shoplake.etl.extract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the shop with a pseudonym in the place of whoever was erased. Of a customer the country and the times are left; of
 * an order whatever every shop tells of its orders. Rows that name no person, and rows of anybody else, pass as they are.
 */
final class ErasedRows {
    /** What the batch itself adds to rows. */
    private static final Set<String> OUR_OWN = Set.of(InboxCopy.FILE, InboxCopy.POSITION);

    private static final Set<String> KEPT_OF_CUSTOMERS = Set.of("customer_id", "country", "created_at", "updated_at");

    private final UnaryOperator<String> names;
    private final int person;
    private final boolean[] isKept;

    private ErasedRows(UnaryOperator<String> names, int person, boolean[] isKept) {
        this.names = names;
        this.person = person;
        this.isKept = isKept;
    }

    /**
     * For rows of a table with these columns.
     *
     * @param names gives the pseudonym of a person that was erased, and of any other the id itself
     * @return null if the table names no person
     */
    static @Nullable ErasedRows of(SourceTable table, List<String> columns, UnaryOperator<String> names) {
        var kept = switch (table) {
            case CUSTOMERS -> KEPT_OF_CUSTOMERS;
            case ORDERS -> Set.copyOf(table.columns());
            case PRODUCTS, ORDER_ITEMS -> Set.<String>of();
        };
        if (kept.isEmpty()) {
            return null;
        }
        var isKept = new boolean[columns.size()];
        for (int column = 0; column < isKept.length; column++) {
            isKept[column] = kept.contains(columns.get(column)) || OUR_OWN.contains(columns.get(column));
        }
        return new ErasedRows(names, columns.indexOf("customer_id"), isKept);
    }

    /** For rows of an id alone, or of an id behind the name of its table. */
    static ErasedRows ofIds(int person, int columns, UnaryOperator<String> names) {
        var isKept = new boolean[columns];
        Arrays.fill(isKept, true);
        return new ErasedRows(names, person, isKept);
    }

    /** The row itself if it is of nobody who was erased, else another one. */
    SourceRow apply(SourceRow row) {
        var id = row.text(person);
        var name = id == null ? null : names.apply(id);
        if (name == null || name.equals(id)) {
            return row;
        }
        var values = new ArrayList<@Nullable String>(row.columns());
        for (int column = 0; column < row.columns(); column++) {
            values.add(isKept[column] ? row.text(column) : null);
        }
        values.set(person, name);
        return SourceRow.of(values);
    }
}
