package dev.shoplake.consumer.validate;

import static dev.shoplake.consumer.read.TestingMessages.CARTS;
import static dev.shoplake.consumer.read.TestingMessages.NOW;
import static dev.shoplake.consumer.read.TestingMessages.cart;
import static dev.shoplake.consumer.read.TestingMessages.message;
import static dev.shoplake.consumer.read.TestingMessages.purchase;
import static dev.shoplake.consumer.read.TestingMessages.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.shoplake.consumer.read.Message;
import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.contracts.event.Reason;
import dev.shoplake.contracts.event.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageValidatorTest {
    private static final Catalogue CATALOGUE = Set.of("mug", "plate")::contains;

    private final MessageValidator validator =
            new MessageValidator(new EventValidator(Clock.fixed(NOW.plusSeconds(1), ZoneOffset.UTC)));

    @Test
    void acceptsAnEventInItsTopicUnderItsUser() {
        var event = purchase(1, "anna", "mug", "plate");

        assertThat(judge(message(event, 7))).isEqualTo(new Verdict.Accepted(event));
    }

    @Test
    void acceptsAPageThatShowsNoProduct() {
        var event = view(1, "anna", null);

        assertThat(judge(message(event, 7))).isEqualTo(new Verdict.Accepted(event));
    }

    @Test
    void refusesATombstone() {
        var tombstone = new Message(CARTS, 3, "anna", null, NOW);

        assertThat(judge(tombstone))
                .isEqualTo(new Verdict.Rejected(
                        List.of(new Reason("", "json", "message has no value: expected an event"))));
    }

    @Test
    void refusesWhatIsNotJson() {
        assertThat(reasons(message(CARTS, 0, "anna", "{\"event_id\": ")))
                .extracting(Reason::pointer, Reason::keyword)
                .containsExactly(tuple("", "json"));
    }

    @Test
    void givesEveryReasonOfTheSchema() {
        var json = """
                {"event_id":"no uuid","event_type":"add_to_cart","schema_version":1,
                 "occurred_at":"2011-11-21T10:00:00Z","user_id":"anna","session_id":"s","quantity":0}""";

        assertThat(reasons(message(CARTS, 0, "anna", json)))
                .extracting(Reason::pointer, Reason::keyword)
                .containsExactlyInAnyOrder(
                        tuple("/event_id", "format"), tuple("/quantity", "minimum"), tuple("", "required"));
    }

    @Test
    void refusesAnEventFromTheFuture() {
        var event = new Event.PageView(
                new Event.Common(
                        "00000000-0000-4000-8000-000000000001", NOW.plus(Duration.ofMinutes(6)), "anna", "session"),
                null,
                null,
                null);

        assertThat(reasons(message(event, 0))).extracting(Reason::keyword).containsExactly("future");
    }

    @Test
    void namesTopicKeyAndEveryUnknownProductAtOnce() {
        var event = purchase(1, "anna", "mug", "lamp", "plate", "vase");
        var astray = new Message(CARTS, 9, "bert", message(event, 9).value(), NOW);

        assertThat(judge(astray))
                .isEqualTo(new Verdict.Rejected(List.of(
                        new Reason(
                                "/event_type",
                                "topic",
                                "event_type is purchase: expected add_to_cart, the topic it was sent to"),
                        new Reason("/user_id", "key", "message key is bert: expected the user id anna"),
                        new Reason("/items/1/product_id", "unknown_product", "product lamp is not in the catalogue"),
                        new Reason("/items/3/product_id", "unknown_product", "product vase is not in the catalogue"))));
    }

    @Test
    void pointsToTheProductOfAnEventThatHasOne() {
        assertThat(reasons(message(cart(1, "anna", "lamp"), 0)))
                .containsExactly(new Reason("/product_id", "unknown_product", "product lamp is not in the catalogue"));
    }

    @Test
    void listsAThousandReasonsAndCountsTheRest() {
        var products = new String[1_500];
        java.util.Arrays.fill(products, "lamp");

        var reasons = reasons(message(purchase(1, "anna", products), 0));

        assertThat(reasons).hasSize(1_001);
        assertThat(reasons.getLast()).isEqualTo(new Reason("", "more", "500 more reasons are not listed"));
    }

    @Test
    void collectsTheProductsToLookUp() {
        var unknown = new HashSet<String>();

        validator.collectUnknown(purchase(1, "anna", "mug", "lamp", "lamp", "vase"), CATALOGUE, unknown);

        assertThat(unknown).containsExactlyInAnyOrder("lamp", "vase");
    }

    private List<Reason> reasons(Message message) {
        return ((Verdict.Rejected) judge(message)).reasons();
    }

    private Verdict judge(Message message) {
        return switch (validator.readEvent(message)) {
            case Verdict.Accepted(var event) -> validator.judge(message, event, CATALOGUE);
            case Verdict.Rejected rejected -> rejected;
        };
    }
}
