package dev.shoplake.etl.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErasedRowsTest {
    private static String name(String id) {
        return id.equals("anna") ? "erased" : id;
    }

    private static List<@Nullable String> mapped(SourceTable table, List<String> columns, @Nullable String... values) {
        var mapping = Objects.requireNonNull(ErasedRows.of(table, columns, ErasedRowsTest::name));
        var row = mapping.apply(SourceRow.of(Arrays.asList(values)));
        var texts = new ArrayList<@Nullable String>();
        for (int column = 0; column < row.columns(); column++) {
            texts.add(row.text(column));
        }
        return texts;
    }

    @Test
    void ofAnErasedCustomerTheCountryAndTheTimesAreLeft() {
        var columns =
                List.of("customer_id", "country", "region", "city", "postal_code", "created_at", "updated_at", "email");

        assertThat(mapped(
                        SourceTable.CUSTOMERS, columns, "anna", "DE", "Saxony", "Jena", "07743", "2026", "2027", "a@b"))
                .containsExactly("erased", "DE", null, null, null, "2026", "2027", null);
        assertThat(mapped(SourceTable.CUSTOMERS, columns, "ben", "DE", null, "Jena", "07743", "2026", "2027", "b@b"))
                .containsExactly("ben", "DE", null, "Jena", "07743", "2026", "2027", "b@b");
    }

    @Test
    void anOrderOfAnErasedCustomerKeepsWhatEveryShopTells() {
        var columns = List.of("order_id", "customer_id", "status", "note");

        assertThat(mapped(SourceTable.ORDERS, columns, "anna", "anna", "completed", "for Anna"))
                .containsExactly("anna", "erased", "completed", null);
        assertThat(mapped(SourceTable.ORDERS, columns, "o2", null, "completed", "for a guest"))
                .containsExactly("o2", null, "completed", "for a guest");
    }

    @Test
    void linesAndProductsNameNobody() {
        assertThat(ErasedRows.of(SourceTable.ORDER_ITEMS, List.of("order_id"), ErasedRowsTest::name))
                .isNull();
        assertThat(ErasedRows.of(SourceTable.PRODUCTS, List.of("product_id"), ErasedRowsTest::name))
                .isNull();
    }
}
