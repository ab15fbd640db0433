package dev.shoplake.producers.shop.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a page ended.
 *
 * @param moment that of the first page: what changed later may be missing in the pages behind it or not
 * @param key of the last row, as text
 */
record PageToken(Instant moment, List<String> key) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    PageToken {
        key = List.copyOf(key);
    }

    /** For an address: letters, digits, {@code -} and {@code _}. */
    String encode() {
        var values = MAPPER.createArrayNode().add(moment.toString());
        key.forEach(values::add);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(values.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing if the text is no token of a table whose key has so many columns. */
    static Optional<PageToken> decode(String text, int keyColumns) {
        try {
            var values = MAPPER.readTree(Base64.getUrlDecoder().decode(text));
            var key = new ArrayList<String>();
            for (int i = 1; i < values.size(); i++) {
                key.add(values.path(i).asText());
            }
            return values.isArray() && key.size() == keyColumns
                    ? Optional.of(new PageToken(Instant.parse(values.path(0).asText()), key))
                    : Optional.empty();
        } catch (IllegalArgumentException | IOException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
