package dev.shoplake.contracts.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CatalogueEntryTest {
    @Test
    void survivesItsJsonForm() {
        var entry = new CatalogueEntry("Mug \"Ü\"", "Mugs", true, new BigDecimal("1.2500"));

        assertThat(entry.toJson())
                .isEqualTo("{\"name\":\"Mug \\\"Ü\\\"\",\"is_product\":true,\"category\":\"Mugs\","
                        + "\"unit_price\":\"1.2500\"}");
        assertThat(CatalogueEntry.ofJson(entry.toJson())).isEqualTo(entry);
    }

    @Test
    void leavesOutWhatTheShopDoesNotGive() {
        var entry = new CatalogueEntry("POST", null, false, null);

        assertThat(entry.toJson()).isEqualTo("{\"name\":\"POST\",\"is_product\":false}");
        assertThat(CatalogueEntry.ofJson(entry.toJson())).isEqualTo(entry);
    }

    @Test
    void refusesWhatIsNotJson() {
        assertThatThrownBy(() -> CatalogueEntry.ofJson("mug"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("not a catalogue entry: mug");
    }
}
