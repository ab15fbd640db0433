package dev.shoplake.recommender.score;

import static dev.shoplake.recommender.TestingShop.product;
import static dev.shoplake.recommender.TestingShop.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shoplake.contracts.ranking.ItemFactors;
import dev.shoplake.contracts.ranking.Model;
import dev.shoplake.recommender.TestingShop;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveModelTest {
    private final LiveModel model = new LiveModel(TestingShop.model("m1", 7), product -> !product.equals("post"));

    @Test
    void similarItemsAreThoseOfTheLargestCosine() {
        // three directions in the plane, worked out by hand: b leans 45 degrees from a, c is opposite, d is a thrice as
        // long
        var items =
                new ItemFactors(List.of("a", "b", "c", "d", "zero"), 2, new float[] {1, 0, 2, 2, -1, 0, 3, 0, 0, 0});
        var plane = new LiveModel(new Model("m", TestingShop.model("m", 1).parameters(), items), product -> true);

        var similar = plane.similar("a", 10);

        assertThat(similar).extracting(SimilarItems.Similar::productId).containsExactly("d", "b");
        assertThat(similar.get(0).cosine()).isCloseTo(1, within(1e-6));
        assertThat(similar.get(1).cosine()).isCloseTo(Math.sqrt(0.5), within(1e-6));
        assertThat(plane.similar("zero", 10)).isEmpty();
    }

    @Test
    void anUnknownProductIsLikeNothing() {
        assertThat(model.similar("unheard of", 10)).isEmpty();
    }

    @Test
    void servicesAreNotRanked() {
        assertThat(model.rank(List.of(view(product(1))), 200))
                .hasSize(TestingShop.PRODUCTS)
                .extracting(scored -> scored.productId())
                .doesNotContain("post");
    }

    @Test
    void withoutKnownProductsThereIsNoRanking() {
        assertThat(model.rank(List.of(), 10)).isEmpty();
        assertThat(model.rank(List.of(view("unheard of")), 10)).isEmpty();
    }

    @Test
    void manyUsersAreRankedAsEachAlone() {
        var histories = List.of(List.of(view(product(1))), List.of(view("unheard of")), List.of(view(product(2))));

        assertThat(model.rankAll(histories, 10))
                .isEqualTo(histories.stream()
                        .map(history -> model.rank(history, 10))
                        .toList());
    }
}
