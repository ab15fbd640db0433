package dev.shoplake.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop that brings its own files, only the columns it must, and no events at all. */
class OtherShopIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSmallShopOfFilesGetsItsMonthsRight() throws IOException {
        write("customers.csv", "customer_id", "ann", "bob", "eve");
        write("products.csv", "product_id,product_name", "tea,Tea", "cup,\"Cup, large\"");
        write(
                "orders.csv",
                "order_id,customer_id,status,order_timestamp,currency",
                "1,ann,Delivered,2020-01-31 23:59:59,EUR",
                "2,bob,shipped,2020-02-01,EUR",
                "3,,completed,2020-02-02T10:00,EUR",
                "4,ann,returned,2020-02-03 09:00:00,EUR",
                "5,eve,cancelled,2020-02-04 09:00:00,EUR",
                "6,eve,who knows,2020-02-05 09:00:00,EUR",
                "7,ann,invoiced,2020-02-06 09:00:00,EUR",
                "8,bob,created,2020-02-07 09:00:00,EUR");
        write(
                "order_items.csv",
                "order_id,add_to_cart_order,product_id,quantity,unit_price,discount",
                "1,1,tea,2,1.2345,",
                "2,1,cup,1,10,0.5",
                "2,2,tea,3,1.1,",
                "3,1,tea,10,0.333,",
                "4,1,tea,-1,1.2345,",
                "5,1,cup,100,10,",
                "6,1,cup,100,10,",
                "7,1,not in products,1,0.005,",
                "8,1,cup,,10,",
                "8,2,tea,-5,0,",
                "9,1,tea,1,1,");

        try (var stack = LocalStack.start("trino", "postgres", "redis", "s3", "nessie")) {
            stack.command("shop", "migrate");
            stack.command("shop", "load", "csv", folder.toString());
            stack.command("etl", "run");
            var lake = new Lake(stack.environment());

            assertThat(lake.rows("""
                    SELECT year_month, currency, gross_sales, discounts, returns_amount, net_revenue, orders, units,
                        avg_order_value, buyers, new_buyers, returning_buyers, cumulative_buyers, is_complete, sessions
                    FROM marts.monthly_kpis ORDER BY year_month
                    """))
                    .containsExactly(
                            List.of(
                                    "2020-01", "EUR", "2.47", "0.00", "0.00", "2.47", "1", "2", "2.47", "1", "1", "0",
                                    "1", "true", "0"),
                            // 10 + 3.3 + 3.33 + 0.005 = 16.635; net 16.635 − 0.5 − 1.2345 = 14.9005; average 16.635 / 3
                            List.of(
                                    "2020-02", "EUR", "16.64", "0.50", "1.23", "14.90", "3", "15", "5.55", "2", "1",
                                    "1", "2", "false", "0"));
            assertThat(lake.rows("SELECT source_table, source_key FROM ops.quarantine ORDER BY 1, 2"))
                    .extracting(row -> row.get(0))
                    .containsExactlyInAnyOrder("orders", "order_items", "order_items", "order_items");
            var again = lake.rows("SELECT * FROM marts.monthly_kpis ORDER BY 1");
            stack.command("etl", "run");
            assertThat(lake.rows("SELECT * FROM marts.monthly_kpis ORDER BY 1")).isEqualTo(again);
        }
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines));
    }
}
