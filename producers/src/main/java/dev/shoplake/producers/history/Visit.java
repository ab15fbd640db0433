package dev.shoplake.producers.history;

import static dev.shoplake.producers.history.VisitModel.LONGEST_STEP;
import static dev.shoplake.producers.history.VisitModel.SHORTEST_STEP;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.Event.AddToCart;
import dev.shoplake.contracts.event.Event.Comment;
import dev.shoplake.contracts.event.Event.Common;
import dev.shoplake.contracts.event.Event.PageView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The actions of one visit in their order; times are given when it is known when it starts or ends. */
final class Visit {
    private final String userId;
    private final String sessionId;
    private final String currency;
    private final Supplier<String> eventIds;
    private final RandomGenerator random;
    private final List<Function<Common, Event>> actions = new ArrayList<>();

    Visit(String userId, String sessionId, String currency, Supplier<String> eventIds, RandomGenerator random) {
        this.userId = userId;
        this.sessionId = sessionId;
        this.currency = currency;
        this.eventIds = eventIds;
        this.random = random;
    }

    void openFrontPage(@Nullable String referrer) {
        actions.add(common -> new PageView(common, null, referrer, null));
    }

    void view(Order.Line line) {
        actions.add(common -> new PageView(common, line.productId(), null, null));
    }

    void putIntoCart(Order.Line line) {
        actions.add(
                common -> new AddToCart(common, line.productId(), line.quantity(), line.unitPrice(), currency, null));
    }

    void comment(Order.Line line, int rating, @Nullable String words) {
        actions.add(common -> new Comment(common, line.productId(), rating, words));
    }

    boolean isEmpty() {
        return actions.isEmpty();
    }

    /** The events, the first at the given time. */
    List<Event> startingAt(Instant start) {
        var events = new ArrayList<Event>(actions.size());
        var at = start;
        for (var action : actions) {
            events.add(action.apply(commonAt(at)));
            at = at.plusSeconds(step());
        }
        return events;
    }

    /** The events, the last a step before the given time. */
    List<Event> endingBefore(Instant end) {
        var events = new ArrayList<Event>(actions.size());
        var at = end;
        for (var action : actions.reversed()) {
            at = at.minusSeconds(step());
            events.add(action.apply(commonAt(at)));
        }
        return events.reversed();
    }

    private Common commonAt(Instant at) {
        return new Common(eventIds.get(), at, userId, sessionId);
    }

    private long step() {
        return random.nextLong(SHORTEST_STEP.toSeconds(), LONGEST_STEP.toSeconds() + 1);
    }
}
