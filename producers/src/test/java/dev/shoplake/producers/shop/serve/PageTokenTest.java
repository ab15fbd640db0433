package dev.shoplake.producers.shop.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTokenTest {
    private static final PageToken TOKEN =
            new PageToken(Instant.parse("2011-12-01T00:00:00.123456Z"), List.of("a\"✓\n", "7"));

    @Test
    void comesBackAsItWas() {
        assertThat(TOKEN.encode()).matches("[A-Za-z0-9_-]+");
        assertThat(PageToken.decode(TOKEN.encode(), 2)).contains(TOKEN);
    }

    @Test
    void anythingElseIsNone() {
        assertThat(PageToken.decode(TOKEN.encode(), 1)).isEmpty();
        assertThat(PageToken.decode("", 1)).isEmpty();
        assertThat(PageToken.decode("%", 1)).isEmpty();
        assertThat(PageToken.decode(TOKEN.encode().substring(4), 2)).isEmpty();
        assertThat(PageToken.decode(encoded("[\"now\\r\\nSet-Cookie: x\",\"1\"]"), 1))
                .isEmpty();
        assertThat(PageToken.decode(encoded("{\"a\":1,\"b\":2}"), 1)).isEmpty();
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
