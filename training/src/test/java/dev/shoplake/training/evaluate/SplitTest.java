package dev.shoplake.training.evaluate;

import static dev.shoplake.contracts.event.EventType.ADD_TO_CART;
import static dev.shoplake.contracts.event.EventType.PAGE_VIEW;
import static dev.shoplake.contracts.event.EventType.PURCHASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.training.TestingInteractions;
import dev.shoplake.training.dataset.Interactions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitTest {
    @Test
    void byTimeAsksForWhatWasBoughtAfterTheCut() {
        var interactions = new TestingInteractions()
                .add("early", PURCHASE, 0, "a")
                .add("late", PURCHASE, 30, "b")
                .add("both", PAGE_VIEW, 1, "a")
                .add("both", PURCHASE, 19, "b")
                .add("both", ADD_TO_CART, 20, "a")
                .add("both", PURCHASE, 20, "c", "d")
                .user("nobody")
                .done();

        var split = Split.byTime(interactions, Duration.ofDays(10));

        assertThat(split.cases()).hasSize(1);
        assertThat(products(split.cases().getFirst().history())).containsExactly("a", "b");
        assertThat(split.cases().getFirst().targets()).isEqualTo(Set.of("c", "d"));
        assertThat(split.training().newest()).isEqualTo(TestingInteractions.START.plus(Duration.ofDays(19)));
        assertThat(split.training().count()).isEqualTo(3);
    }

    @Test
    void aLoneClickLongAfterAllSalesMovesNoCut() {
        var shop = new TestingInteractions()
                .add("both", PURCHASE, 1, "a")
                .add("both", PURCHASE, 20, "b")
                .add("late", PAGE_VIEW, 5000, "a")
                .done();

        assertThat(shop.now()).isEqualTo(TestingInteractions.START.plus(Duration.ofDays(20)));
        assertThat(Split.byTime(shop, Duration.ofDays(10)).cases()).hasSize(1);
    }

    @Test
    void withoutASaleNowIsTheNewestInteraction() {
        var shop = new TestingInteractions().add("guest", PAGE_VIEW, 3, "a").done();

        assertThat(shop.now()).isEqualTo(shop.newest());
    }

    @Test
    void byNextBasketAsksForEachCustomersLastOrder() {
        var interactions = new TestingInteractions()
                .add("once", PURCHASE, 3, "a", "b")
                .add("twice", PURCHASE, 1, "a")
                .add("twice", ADD_TO_CART, 5, "c")
                .add("twice", PURCHASE, 5, "c", "d")
                .done();

        var split = Split.byNextBasket(interactions);

        assertThat(split.cases()).hasSize(1);
        assertThat(products(split.cases().getFirst().history())).containsExactly("a");
        assertThat(split.cases().getFirst().targets()).isEqualTo(Set.of("c", "d"));
        assertThat(split.training().histories().getOrDefault("once", List.of())).hasSize(2);
        assertThat(split.training().count()).isEqualTo(3);
    }

    @Test
    void neverLetsAModelSeeWhatItMustForetell() {
        var interactions = TestingInteractions.random(200, 50, 12);
        var cut = interactions.newest().minus(Duration.ofDays(20));

        var split = Split.byTime(interactions, Duration.ofDays(20));

        assertThat(split.training().histories().values())
                .allSatisfy(history -> assertThat(history)
                        .allSatisfy(entry -> assertThat(entry.at()).isBefore(cut)));
        assertThat(split.cases())
                .isNotEmpty()
                .allSatisfy(question -> assertThat(question.history())
                        .allSatisfy(entry -> assertThat(entry.at()).isBefore(cut)));
    }

    @Test
    void showsTheLivePathOnlyTheNewestEntries() {
        var made = new TestingInteractions();
        for (int day = 0; day < 600; day++) {
            made.add("busy", PAGE_VIEW, day, "p" + day);
        }

        var live = Interactions.live(made.done().histories().getOrDefault("busy", List.of()));

        assertThat(live).hasSize(500);
        assertThat(live.getFirst().productId()).isEqualTo("p100");
        assertThat(live.getLast().productId()).isEqualTo("p599");
    }

    private static List<String> products(List<ActivityEntry> history) {
        return history.stream().map(ActivityEntry::productId).toList();
    }
}
