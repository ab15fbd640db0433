package dev.shoplake.contracts.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A product as live services see it.
 *
 * @param name what a shopper reads; the product id where the shop gives no name
 * @param category null where the shop gives none
 * @param isProduct false for services such as postage: counted in sales, never recommended
 * @param unitPrice list price; null where the shop gives none
 */
public record CatalogueEntry(
        String name,
        @Nullable String category,
        boolean isProduct,
        @Nullable BigDecimal unitPrice) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** The value in the hash {@link RedisKeys#CATALOGUE}. */
    public String toJson() {
        var json = MAPPER.createObjectNode().put("name", name).put("is_product", isProduct);
        if (category != null) {
            json.put("category", category);
        }
        if (unitPrice != null) {
            json.put("unit_price", unitPrice.toPlainString());
        }
        return json.toString();
    }

    public static CatalogueEntry ofJson(String text) {
        try {
            var json = MAPPER.readTree(text);
            var price = json.path("unit_price").textValue();
            return new CatalogueEntry(
                    json.required("name").asText(),
                    json.path("category").textValue(),
                    json.required("is_product").asBoolean(),
                    price == null ? null : new BigDecimal(price));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not a catalogue entry: " + text, e);
        }
    }
}
