package dev.shoplake.contracts.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityEntryTest {
    private static final Instant AT = Instant.parse("2011-11-21T10:00:00.250Z");
    private static final Event.Common COMMON = new Event.Common("e-1", AT, "anna", "s-1");

    @Test
    void makesOneEntryOfEachLineOfAPurchase() {
        var purchase = new Event.Purchase(
                COMMON,
                "o-1",
                "GBP",
                List.of(new Event.Item("mug", 3, BigDecimal.ONE), new Event.Item("plate", 1, BigDecimal.TEN)),
                null);

        assertThat(ActivityEntry.of(purchase))
                .containsExactly(
                        new ActivityEntry(EventType.PURCHASE, AT, 3, "mug"),
                        new ActivityEntry(EventType.PURCHASE, AT, 1, "plate"));
    }

    @Test
    void countsQuantityRatingOrTheView() {
        assertThat(ActivityEntry.of(new Event.AddToCart(COMMON, "mug", 4, null, null, null)))
                .containsExactly(new ActivityEntry(EventType.ADD_TO_CART, AT, 4, "mug"));
        assertThat(ActivityEntry.of(new Event.Comment(COMMON, "mug", 5, "fine")))
                .containsExactly(new ActivityEntry(EventType.COMMENT, AT, 5, "mug"));
        assertThat(ActivityEntry.of(new Event.PageView(COMMON, "mug", null, null)))
                .containsExactly(new ActivityEntry(EventType.PAGE_VIEW, AT, 1, "mug"));
    }

    @Test
    void makesNothingOfAPageWithoutAProduct() {
        assertThat(ActivityEntry.of(new Event.PageView(COMMON, null, null, null)))
                .isEmpty();
    }

    @Test
    void survivesItsTextFormWhateverTheProductIdHolds() {
        var entry = new ActivityEntry(EventType.PAGE_VIEW, AT, 1, "a|b|ü 3");

        assertThat(entry.toText()).isEqualTo("page_view|1321869600250|1|a|b|ü 3");
        assertThat(ActivityEntry.ofText(entry.toText())).isEqualTo(entry);
    }

    @Test
    void refusesOtherText() {
        assertThatThrownBy(() -> ActivityEntry.ofText("page_view|1|1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an activity entry: page_view|1|1");
        assertThatThrownBy(() -> ActivityEntry.ofText("click|1|1|mug"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown event type in activity entry: click|1|1|mug");
    }
}
