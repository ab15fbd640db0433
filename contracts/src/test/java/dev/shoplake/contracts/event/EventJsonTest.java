package dev.shoplake.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.contracts.event.Event.AddToCart;
import dev.shoplake.contracts.event.Event.Common;
import dev.shoplake.contracts.event.Event.PageView;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
    private static final Common COMMON =
            new Common("0d9f5c0e-5d6b-4c7e-9b83-0f6f5d1f7a01", Instant.parse("2011-11-11T11:11:11Z"), "u", "s");

    @ParameterizedTest
    @EnumSource
    void writesEveryTypeAsItsGoldenFile(EventType type) {
        assertThat(EventJson.write(GoldenEvents.event(type))).asString().isEqualTo(text(GoldenEvents.bytes(type)));
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryTypeFromItsGoldenFile(EventType type) throws IOException {
        assertThat(read(GoldenEvents.bytes(type))).isEqualTo(GoldenEvents.event(type));
    }

    @Test
    void leavesOutWhatIsAbsent() throws IOException {
        var view = new PageView(COMMON, null, null, null);
        var cart = new AddToCart(COMMON, "p", 1, null, null, null);

        assertThat(text(EventJson.write(view))).doesNotContain("null", "product_id", "referrer", "recommendation_id");
        assertThat(text(EventJson.write(cart))).doesNotContain("null", "unit_price", "currency");
        assertThat(read(EventJson.write(view))).isEqualTo(view);
        assertThat(read(EventJson.write(cart))).isEqualTo(cart);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "1E+2", "0.0001", "2.50", "123456789.1234"})
    void writesPricesWithoutExponentAndExactly(String price) throws IOException {
        var written = EventJson.write(new AddToCart(COMMON, "p", 1, new BigDecimal(price), "GBP", null));

        assertThat(text(written)).contains("\"unit_price\":" + new BigDecimal(price).toPlainString() + ",");
        assertThat(((AddToCart) read(written)).unitPrice()).isEqualByComparingTo(price);
    }

    @Test
    void takesTimesOfAnyOffset() throws IOException {
        var json = text(GoldenEvents.bytes(EventType.COMMENT))
                .replace("2011-11-20T18:00:00Z", "2011-11-20T20:00:00.000000+02:00");

        assertThat(read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(GoldenEvents.event(EventType.COMMENT));
    }

    @Test
    void refusesWhatIsNoEvent() {
        assertThatThrownBy(() -> read("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event_id");
    }

    private static Event read(byte[] bytes) throws IOException {
        return EventJson.read(EventJson.mapper().readTree(bytes));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
