package dev.shoplake.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventValidatorTest {
    private static final Instant NOW = Instant.parse("2011-12-09T12:00:00Z");
    private final EventValidator validator = new EventValidator(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @EnumSource
    void acceptsEveryGoldenEvent(EventType type) {
        assertThat(validator.validate(GoldenEvents.bytes(type)))
                .isEqualTo(new Verdict.Accepted(GoldenEvents.event(type)));
    }

    @Test
    void keepsQuietAboutUnknownFields() {
        assertThat(validator.validate(changed(
                        EventType.PAGE_VIEW,
                        event -> event.putObject("campaign").put("id", 7))))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "nonsense",
                "{\"event_type\":\"page_view\",}",
                "{'event_type':'page_view'}",
                "{\"event_type\":\"page_view\"",
                "NaN",
                "null",
                "[]",
                "\"page_view\"",
                "17"
            })
    void refusesWhatIsNoJsonObject(String message) {
        assertThat(reasons(message))
                .extracting(Reason::pointer, Reason::keyword)
                .containsExactly(tuple("", "json"));
    }

    @Test
    void refusesWhatFollowsTheJsonValue() {
        var event = text(GoldenEvents.bytes(EventType.PAGE_VIEW));

        assertThat(reasons(event + " {}")).extracting(Reason::keyword).containsExactly("json");
        assertThat(reasons(event + "x")).extracting(Reason::keyword).containsExactly("json");
        assertThat(validator.validate(bytes(event + " \r\n"))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void refusesTwoValuesOfOneField() {
        var twice = text(GoldenEvents.bytes(EventType.PAGE_VIEW)).replace("{", "{\"user_id\":\"someone else\",");

        assertThat(reasons(twice)).singleElement().satisfies(reason -> {
            assertThat(reason.keyword()).isEqualTo("json");
            assertThat(reason.message()).contains("user_id");
        });
    }

    @Test
    void refusesOtherEncodingsThanUtf8() {
        var comment = text(GoldenEvents.bytes(EventType.COMMENT)).replace("❤", "");

        assertThat(reasons(comment.replace("–", "-").getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly(new Reason("", "json", "event is not JSON: it is not encoded in UTF-8"));
        assertThat(reasons(comment.getBytes(StandardCharsets.UTF_16)))
                .extracting(Reason::keyword)
                .containsExactly("json");
    }

    @Test
    void refusesNestingThatNoEventNeeds() {
        var deep = changed(EventType.PAGE_VIEW, event -> event.put("extra", "DEEP"));

        for (int depth : List.of(100, 600, 2000)) {
            assertThat(reasons(text(deep).replace("\"DEEP\"", "[".repeat(depth) + "]".repeat(depth))))
                    .extracting(Reason::keyword)
                    .as("depth %d", depth)
                    .containsExactly("json");
        }
    }

    @Test
    void refusesAnEventOfOneMegabyteForItsSizeAlone() {
        var large = changed(EventType.COMMENT, event -> event.put("text", "x".repeat(1_000_000)));

        assertThat(reasons(large)).singleElement().satisfies(reason -> {
            assertThat(reason.keyword()).isEqualTo("size");
            assertThat(reason.message())
                    .isEqualTo("event has %,d bytes: expected at most 262,144".formatted(large.length));
        });
    }

    @Test
    void takesTheLargestPurchaseThatTheSchemaAllows() {
        var purchase = changed(EventType.PURCHASE, event -> {
            var items = event.putArray("items");
            for (int line = 0; line < 2000; line++) {
                items.addObject()
                        .put("product_id", "product-with-a-long-id-" + line)
                        .put("quantity", 1_000_000)
                        .put("unit_price", 999_999_999.9999);
            }
        });

        assertThat(purchase).hasSizeLessThan(EventValidator.MAX_BYTES);
        assertThat(validator.validate(purchase)).isInstanceOf(Verdict.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            "event_type": "refund"           | "refund"
            "event_type": "PAGE_VIEW"        | "PAGE_VIEW"
            "event_type": 7                  | 7
            "event_type": null               | null
            "kind": "page_view"              | missing
            """, delimiter = '|', quoteCharacter = '\'')
    void refusesUnknownEventTypes(String field, String shown) {
        assertThat(reasons("{" + field + "}"))
                .containsExactly(new Reason(
                        "/event_type",
                        "unknown_event_type",
                        "event_type is " + shown + ": expected one of page_view, add_to_cart, comment, purchase"));
    }

    @Test
    void showsNoMoreThanTheBeginningOfAnUnknownEventType() {
        assertThat(reasons("{\"event_type\":\"" + "x".repeat(200_000) + "\"}"))
                .singleElement()
                .satisfies(reason -> assertThat(reason.message()).hasSizeLessThan(250));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ADD_TO_CART, event_id,     "17",                           format
            ADD_TO_CART, event_id,     17,                             type
            ADD_TO_CART, schema_version, 2,                            const
            ADD_TO_CART, occurred_at,  "yesterday",                    format
            ADD_TO_CART, occurred_at,  "2011-12-09",                   format
            ADD_TO_CART, occurred_at,  "2011-12-09T11:00:00",          format
            ADD_TO_CART, occurred_at,  "2011-02-30T11:00:00Z",         format
            ADD_TO_CART, occurred_at,  "2011-06-30T23:59:60Z",         format
            ADD_TO_CART, occurred_at,  1323428400,                     type
            ADD_TO_CART, user_id,      17850,                          type
            ADD_TO_CART, user_id,      null,                           type
            ADD_TO_CART, user_id,      "",                             minLength
            ADD_TO_CART, session_id,   ["s"],                          type
            ADD_TO_CART, product_id,   {},                             type
            ADD_TO_CART, quantity,     "six",                          type
            ADD_TO_CART, quantity,     1.5,                            type
            ADD_TO_CART, quantity,     0,                              minimum
            ADD_TO_CART, quantity,     -1,                             minimum
            ADD_TO_CART, quantity,     1e300,                          maximum
            ADD_TO_CART, unit_price,   -0.01,                          minimum
            ADD_TO_CART, unit_price,   true,                           type
            ADD_TO_CART, currency,     "gbp",                          pattern
            PAGE_VIEW,   product_id,   null,                           type
            COMMENT,     rating,       6,                              maximum
            COMMENT,     rating,       0,                              minimum
            PURCHASE,    items,        [],                             minItems
            PURCHASE,    order_id,     1,                              type
            """, quoteCharacter = '\'', ignoreLeadingAndTrailingWhitespace = true)
    void refusesWrongValuesByPointerAndKeyword(EventType type, String field, String value, String keyword)
            throws JsonProcessingException {
        var json = EventJson.mapper().readTree(value);

        assertThat(reasons(changed(type, event -> event.set(field, json))))
                .extracting(Reason::pointer, Reason::keyword)
                .containsExactly(tuple("/" + field, keyword));
    }

    @Test
    void refusesIdsThatAreTooLong() {
        assertThat(reasons(changed(EventType.PAGE_VIEW, event -> event.put("user_id", "u".repeat(129)))))
                .extracting(Reason::pointer, Reason::keyword)
                .containsExactly(tuple("/user_id", "maxLength"));
    }

    @ParameterizedTest
    @EnumSource
    void namesEveryMissingField(EventType type) {
        var bare = "{\"event_type\":\"" + type.wireName() + "\"}";
        var common = List.of("event_id", "schema_version", "occurred_at", "user_id", "session_id");

        assertThat(reasons(bare))
                .allSatisfy(reason -> assertThat(reason.keyword()).isEqualTo("required"));
        assertThat(reasons(bare))
                .extracting(Reason::message)
                .satisfies(messages ->
                        common.forEach(field -> assertThat(messages).anyMatch(message -> message.contains(field))));
    }

    @Test
    void saysWhereInAPurchaseTheFaultIs() {
        var purchase = changed(EventType.PURCHASE, event -> {
            ((ObjectNode) event.required("items").required(1)).put("quantity", 0);
            ((ObjectNode) event.required("items").required(1)).remove("product_id");
        });

        assertThat(reasons(purchase))
                .extracting(Reason::pointer, Reason::keyword)
                .containsExactlyInAnyOrder(tuple("/items/1/quantity", "minimum"), tuple("/items/1", "required"));
    }

    @Test
    void reportsEveryFaultAtOnceTimeIncluded() {
        var event = changed(EventType.ADD_TO_CART, fields -> {
            fields.put("user_id", 17850);
            fields.put("quantity", -1);
            fields.put("currency", "pounds");
            fields.put("occurred_at", "2100-01-01T00:00:00Z");
            fields.remove("product_id");
        });

        assertThat(reasons(event))
                .extracting(Reason::pointer, Reason::keyword)
                .containsExactlyInAnyOrder(
                        tuple("/user_id", "type"),
                        tuple("/quantity", "minimum"),
                        tuple("/currency", "pattern"),
                        tuple("", "required"),
                        tuple("/occurred_at", "future"));
    }

    @Test
    void boundsTheReasonsOfAMessageThatIsWrongAllOver() {
        var event = text(changed(EventType.PURCHASE, fields -> fields.put("items", "LINES")))
                .replace("\"LINES\"", "[" + "1,".repeat(100_000) + "1]");

        var reasons = reasons(event);

        assertThat(reasons).hasSize(EventValidator.MAX_REASONS + 1);
        // 100,001 lines that are no objects, and one reason for their number
        assertThat(reasons.getLast()).isEqualTo(new Reason("", "more", "99,902 more reasons"));
    }

    @Test
    void allowsTheShopsClockToRunFiveMinutesAhead() {
        var latest = NOW.plus(EventValidator.CLOCK_TOLERANCE);

        assertThat(validator.validate(at(latest.toString()))).isInstanceOf(Verdict.Accepted.class);
        assertThat(reasons(at(latest.plusMillis(1).toString())))
                .containsExactly(new Reason(
                        "/occurred_at",
                        "future",
                        "occurred_at is 2011-12-09T12:05:00.001Z: expected at most PT5M after now"));
        assertThat(reasons(at("2011-12-09T12:00:00-01:00")))
                .extracting(Reason::keyword)
                .containsExactly("future");
    }

    @ParameterizedTest
    @CsvSource({
        "1e999999999, type",
        "1e-999999999, decimal_places",
        "1000000000000000000000000000000000000, maximum",
        "0.000000000000000000000000000000000000001, decimal_places"
    })
    void refusesPricesOfAbsurdSize(String price, String keyword) {
        var cart = text(GoldenEvents.bytes(EventType.ADD_TO_CART)).replace("2.50", price);
        var purchase = text(GoldenEvents.bytes(EventType.PURCHASE)).replace("0.0001", price);

        assertThat(reasons(cart))
                .extracting(Reason::pointer, Reason::keyword)
                .containsExactly(tuple("/unit_price", keyword));
        assertThat(reasons(purchase))
                .extracting(Reason::pointer, Reason::keyword)
                .containsExactly(tuple("/items/1/unit_price", keyword));
    }

    private static byte[] at(String occurredAt) {
        return changed(EventType.PAGE_VIEW, event -> event.put("occurred_at", occurredAt));
    }

    private static byte[] changed(EventType type, Consumer<ObjectNode> change) {
        try {
            var json = (ObjectNode) EventJson.mapper().readTree(text(GoldenEvents.bytes(type)));
            change.accept(json);
            return EventJson.mapper().writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private List<Reason> reasons(String message) {
        return reasons(bytes(message));
    }

    private List<Reason> reasons(byte[] message) {
        var verdict = validator.validate(message);
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        return ((Verdict.Rejected) verdict).reasons();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
