package dev.shoplake.etl.inbox;

import dev.shoplake.etl.extract.SourceTable;
import dev.shoplake.etl.extract.UnreadableFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a run takes of a file. Their names may be written in any case; a file may have others, which nobody reads.
 *
 * @param names in the order of the rows
 */
record WantedColumns(SourceTable table, List<String> names) {
    private static final Set<String> WHOLE_NUMBERS =
            Set.of("order_num", "stock", "add_to_cart_order", "quantity", "days_since_prior_order");

    /** A whole number as programs without whole numbers write it. */
    private static final Pattern WHOLE = Pattern.compile("([+-]?\\d+)\\.0*");

    WantedColumns {
        names = List.copyOf(names);
    }

    /** Columns that every file of the table has, as docs/shop-data.md says. */
    private List<String> required() {
        return switch (table) {
            case CUSTOMERS -> List.of("customer_id");
            case PRODUCTS -> List.of("product_id");
            case ORDERS -> List.of("order_id", "status", "order_timestamp");
            case ORDER_ITEMS -> List.of("order_id", "add_to_cart_order", "product_id", "quantity", "unit_price");
        };
    }

    /**
     * Place of each wanted column in a file; -1 where the file lacks it.
     *
     * @throws UnreadableFileException if a required column is missing, or a wanted one is there twice
     */
    int[] places(List<String> found) {
        var places = new HashMap<String, Integer>();
        for (int place = 0; place < found.size(); place++) {
            var name = found.get(place).strip().toLowerCase(Locale.ROOT);
            if (places.put(name, place) != null && names.contains(name)) {
                throw new UnreadableFileException("column %s is there twice".formatted(name));
            }
        }
        var missing =
                required().stream().filter(name -> !places.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new UnreadableFileException(
                    "it has no column %s: found %s".formatted(String.join(", ", missing), String.join(", ", found)));
        }
        return names.stream()
                .mapToInt(name -> places.getOrDefault(name.toLowerCase(Locale.ROOT), -1))
                .toArray();
    }

    /** A value as it is kept: without blanks around it, none if nothing is left. */
    @Nullable
    String value(int column, @Nullable String given) {
        var text = given == null ? "" : given.strip();
        if (text.isEmpty()) {
            return null;
        }
        var whole = WHOLE.matcher(text);
        return WHOLE_NUMBERS.contains(names.get(column)) && whole.matches() ? whole.group(1) : text;
    }
}
