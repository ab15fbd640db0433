package dev.shoplake.consumer.validate;

import dev.shoplake.consumer.read.Message;
import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.contracts.event.Reason;
import dev.shoplake.contracts.event.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Judges a message in two steps, so that products which are not known yet can be looked up in between for a whole batch:
 * first its form ({@link #readEvent}), then what only the shop can say ({@link #judge}).
 */
public final class MessageValidator {
    /** More reasons than this are counted, not listed: a letter must fit into a message. */
    static final int MOST_REASONS = 1_000;

    private final EventValidator events;

    public MessageValidator(EventValidator events) {
        this.events = events;
    }

    /** The event by its schema and the clock, or every reason why it is none. */
    public Verdict readEvent(Message message) {
        byte[] value = message.value();
        if (value == null) {
            return new Verdict.Rejected(List.of(new Reason("", "json", "message has no value: expected an event")));
        }
        var verdict = events.validate(value);
        return verdict instanceof Verdict.Rejected rejected
                ? new Verdict.Rejected(bounded(rejected.reasons()))
                : verdict;
    }

    /** Adds to the products that the catalogue does not know those of the event. */
    public void collectUnknown(Event event, Catalogue catalogue, Set<String> unknown) {
        for (var product : event.productIds()) {
            if (!catalogue.knows(product)) {
                unknown.add(product);
            }
        }
    }

    /** Holds a well-formed event against topic, message key and catalogue. */
    public Verdict judge(Message message, Event event, Catalogue catalogue) {
        var reasons = new ArrayList<Reason>();
        var type = event.type().wireName();
        if (!type.equals(message.source().topic())) {
            reasons.add(new Reason(
                    "/event_type",
                    "topic",
                    "event_type is %s: expected %s, the topic it was sent to"
                            .formatted(type, message.source().topic())));
        }
        if (!event.common().userId().equals(message.key())) {
            reasons.add(new Reason(
                    "/user_id",
                    "key",
                    "message key is %s: expected the user id %s"
                            .formatted(message.key(), event.common().userId())));
        }
        var products = event.productIds();
        for (int index = 0; index < products.size(); index++) {
            if (!catalogue.knows(products.get(index))) {
                reasons.add(new Reason(
                        pointer(event, index),
                        "unknown_product",
                        "product %s is not in the catalogue".formatted(products.get(index))));
            }
        }
        return reasons.isEmpty() ? new Verdict.Accepted(event) : new Verdict.Rejected(bounded(reasons));
    }

    private static String pointer(Event event, int index) {
        return event instanceof Event.Purchase ? "/items/" + index + "/product_id" : "/product_id";
    }

    private static List<Reason> bounded(List<Reason> reasons) {
        if (reasons.size() <= MOST_REASONS) {
            return reasons;
        }
        var kept = new ArrayList<>(reasons.subList(0, MOST_REASONS));
        kept.add(new Reason("", "more", "%,d more reasons are not listed".formatted(reasons.size() - MOST_REASONS)));
        return kept;
    }
}
