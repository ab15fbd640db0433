package dev.shoplake.training.dataset;

import static dev.shoplake.contracts.lake.LakeTables.CLEANED_ORDERS;
import static dev.shoplake.contracts.lake.LakeTables.CLEANED_ORDER_ITEMS;
import static dev.shoplake.contracts.lake.LakeTables.CLEANED_PRODUCTS;
import static dev.shoplake.contracts.lake.LakeTables.RAW_EVENTS;

import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.lake.Erasures;
import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.runtime.settings.LakeSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads {@link Interactions} from the lake at one commit. What was bought comes from the cleaned orders; what was viewed, put
 * into the cart and rated comes from the events, and so do purchases whose order has not reached the lake yet. Who was erased
 * is nobody: no model is made of that history, and no list for it.
 */
public final class LakeReader {
    private final SparkSession session;
    private final ZoneId shopTimezone;

    /**
     * @param spark any session; the reader works in one of its own
     * @param commit the catalog commit to read at, see {@link CatalogCommit}
     * @param shopTimezone zone of the orders' timestamps
     */
    public LakeReader(SparkSession spark, LakeSettings lake, String commit, ZoneId shopTimezone) {
        this.session = spark.newSession();
        this.shopTimezone = shopTimezone;
        session.conf().set("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
        session.conf().set("spark.sql.session.timeZone", "UTC");
        var properties = new HashMap<>(lake.catalogProperties("main", Map.of("type", "nessie")));
        properties.put("ref.hash", commit);
        properties.forEach((key, value) -> session.conf().set("spark.sql.catalog.lake." + key, value));
    }

    public Interactions read() {
        for (var table : List.of(CLEANED_PRODUCTS, CLEANED_ORDERS, CLEANED_ORDER_ITEMS)) {
            if (!exists(table)) {
                throw new IllegalStateException(
                        "The lake has no table %s: run `./shoplake etl run` first.".formatted(table.identifier()));
            }
        }
        var products = products();
        var collected = new Collected(products);
        collected.add(orderLines());
        if (exists(RAW_EVENTS)) {
            collected.add(viewsCartsAndComments());
            collected.add(purchasesWithoutOrder());
        }
        return collected.interactions();
    }

    private Set<String> products() {
        var products = new HashSet<String>();
        session.sql("SELECT product_id FROM %s WHERE is_product".formatted(name(CLEANED_PRODUCTS)))
                .toLocalIterator()
                .forEachRemaining(row -> products.add(row.getString(0)));
        return products;
    }

    /** Sale lines of known customers, see docs/kpi.md; the orders' timestamps are the shop's local time. */
    private Dataset<Row> orderLines() {
        return session.sql("""
                SELECT o.customer_id, i.product_id, 'purchase',
                    unix_millis(to_utc_timestamp(CAST(o.order_timestamp AS TIMESTAMP), '%s')), i.quantity
                FROM %s o JOIN %s i ON o.order_id = i.order_id
                WHERE o.status IN ('created', 'approved', 'invoiced', 'processing', 'shipped', 'delivered', 'completed')
                    AND o.customer_id IS NOT NULL AND i.quantity > 0 AND i.unit_price > 0
                """.formatted(shopTimezone, name(CLEANED_ORDERS), name(CLEANED_ORDER_ITEMS)));
    }

    private Dataset<Row> viewsCartsAndComments() {
        return session.sql("""
                SELECT user_id, product_id, event_type, unix_millis(occurred_at),
                    CAST(CASE event_type
                        WHEN 'comment' THEN get_json_object(payload, '$.rating')
                        WHEN 'add_to_cart' THEN get_json_object(payload, '$.quantity')
                        ELSE '1' END AS BIGINT)
                FROM %s
                WHERE event_type IN ('page_view', 'add_to_cart', 'comment') AND product_id IS NOT NULL
                """.formatted(name(RAW_EVENTS)));
    }

    /** A purchase that is an order of the lake counts as that, and as nothing if the order was cancelled. */
    private Dataset<Row> purchasesWithoutOrder() {
        return session.sql("""
                SELECT user_id, item.product_id, event_type, unix_millis(occurred_at), item.quantity
                FROM (
                    SELECT e.user_id, e.event_type, e.occurred_at, explode(from_json(
                        e.payload, 'items ARRAY<STRUCT<product_id: STRING, quantity: BIGINT>>').items) AS item
                    FROM %s e LEFT ANTI JOIN %s o ON e.order_id = o.order_id
                    WHERE e.event_type = 'purchase')
                """.formatted(name(RAW_EVENTS), name(CLEANED_ORDERS)));
    }

    private boolean exists(LakeTable table) {
        return session.catalog().tableExists(name(table));
    }

    private static String name(LakeTable table) {
        return "lake." + table.identifier();
    }

    /** Rows as they come in; ids are kept once. */
    private static final class Collected {
        private final Set<String> products;
        private final Map<String, String> ids = new HashMap<>();
        private final TreeMap<String, List<ActivityEntry>> histories = new TreeMap<>();

        Collected(Set<String> products) {
            this.products = products;
            products.forEach(id -> ids.put(id, id));
        }

        /** Takes rows of user, product, type, epoch millisecond, amount; partition by partition, not all at once. */
        void add(Dataset<Row> rows) {
            rows.toLocalIterator().forEachRemaining(row -> {
                if (Erasures.isPseudonym(row.getString(0))) {
                    return;
                }
                var history = histories.computeIfAbsent(row.getString(0), user -> new ArrayList<>());
                var product = row.getString(1);
                if (products.contains(product)) {
                    var type = EventType.ofWireName(row.getString(2)).orElseThrow();
                    history.add(new ActivityEntry(
                            type,
                            Instant.ofEpochMilli(row.getLong(3)),
                            (int) Math.min(Integer.MAX_VALUE, row.getLong(4)),
                            ids.getOrDefault(product, product)));
                }
            });
        }

        Interactions interactions() {
            histories
                    .values()
                    .forEach(history -> history.sort(Comparator.comparing(ActivityEntry::at)
                            .thenComparing(ActivityEntry::type)
                            .thenComparing(ActivityEntry::productId)));
            return new Interactions(histories, products);
        }
    }
}
