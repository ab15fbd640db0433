package dev.shoplake.training.evaluate;

import static dev.shoplake.contracts.event.EventType.PAGE_VIEW;
import static dev.shoplake.contracts.event.EventType.PURCHASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.ranking.Scored;
import dev.shoplake.training.TestingInteractions;
import org.junit.jupiter.api.Test;

class PopularityTest {
    @Test
    void countsPurchasedLinesAndOrdersTiesById() {
        var interactions = new TestingInteractions()
                .add("u1", PURCHASE, 0, "c", "b", "a")
                .add("u2", PURCHASE, 1, "b", "b")
                .add("u2", PAGE_VIEW, 1, "a", "a", "a", "a", "z")
                .add("u3", PURCHASE, 2, "d")
                .done();

        assertThat(Popularity.list(interactions, 3))
                .containsExactly(
                        new Scored("b", 1, Scored.POPULAR),
                        new Scored("a", 1.0 / 3, Scored.POPULAR),
                        new Scored("c", 1.0 / 3, Scored.POPULAR));
    }
}
