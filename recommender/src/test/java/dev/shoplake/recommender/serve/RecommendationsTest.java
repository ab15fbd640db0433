package dev.shoplake.recommender.serve;

import static dev.shoplake.recommender.TestingShop.NOW;
import static dev.shoplake.recommender.TestingShop.product;
import static dev.shoplake.recommender.TestingShop.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.shoplake.contracts.redis.CatalogueEntry;
import dev.shoplake.contracts.redis.RecommendationList;
import dev.shoplake.recommender.TestingShop;
import dev.shoplake.recommender.catalogue.Catalogue;
import dev.shoplake.recommender.score.LiveModel;
import dev.shoplake.recommender.trend.Trending;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecommendationsTest {
    private static final Instant READ_AT = NOW.minusSeconds(1);
    private static final Trending TRENDING = new Trending(
            READ_AT,
            List.of(
                    new Trending.Entry(product(7), 9),
                    new Trending.Entry("post", 8),
                    new Trending.Entry(product(3), 7)),
            Map.of("garden", List.of(new Trending.Entry(product(3), 7), new Trending.Entry(product(6), 5))));

    private final InMemoryUserReader users = new InMemoryUserReader();
    private Catalogue catalogue = TestingShop.catalogue();
    private Trending trending = TRENDING;
    private Optional<LiveModel> model =
            Optional.of(new LiveModel(TestingShop.model("m1", 1), product -> catalogue.isRecommendable(product)));
    private final Recommendations recommendations =
            new Recommendations(() -> catalogue, () -> trending, () -> model, users, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aUserWithAListGetsItUnderTheLiveVersion() {
        var written = NOW.minusSeconds(30);
        users.lists.put("ann m0", list(written, "als", 50));
        users.lists.put("ann m1", list(written, "buy_again", 20, 21, 22));

        var answer = recommendations.forUser("ann", 3);

        assertThat(answer.items()).extracting(Answer.Item::productId).containsExactly("p020", "p021", "p022");
        assertThat(answer.items()).extracting(Answer.Item::source).containsOnly("buy_again");
        assertThat(answer.items())
                .extracting(Answer.Item::name)
                .containsExactly("Product 20", "Product 21", "Product 22");
        assertThat(answer.computedAt()).isEqualTo(written);
        assertThat(answer.modelVersion()).isEqualTo("m1");
        assertThat(answer.userId()).isEqualTo("ann");
    }

    @Test
    void aShortListIsFilledUpFromTrendingThenFromTheCatalogueWithoutRepeats() {
        users.lists.put("ann m1", list(NOW, "als", 20, 7));

        var answer = recommendations.forUser("ann", 5);

        assertThat(answer.items())
                .extracting(Answer.Item::productId, Answer.Item::source)
                .containsExactly(
                        tuple("p020", "als"),
                        tuple("p007", "als"),
                        tuple("p003", "trending"),
                        tuple("p000", "catalogue"),
                        tuple("p001", "catalogue"));
    }

    @Test
    void aUserWithActivityButNoListIsRankedInTheRequest() {
        users.activities.put("bob", List.of(view(product(5)), view(product(8))));

        var answer = recommendations.forUser("bob", 10);

        var expected = model.orElseThrow().rank(users.activity("bob"), 10);
        assertThat(answer.items()).hasSize(10).extracting(Answer.Item::source).containsOnly("session");
        assertThat(answer.items())
                .extracting(Answer.Item::productId)
                .containsExactlyElementsOf(
                        expected.stream().map(scored -> scored.productId()).toList());
        assertThat(answer.computedAt()).isEqualTo(NOW);
    }

    @Test
    void anUnknownUserGetsWhatIsPopular() {
        var answer = recommendations.forUser("nobody", 2);

        assertThat(answer.items())
                .containsExactly(
                        new Answer.Item("p007", "Product 7", 9, "trending"),
                        new Answer.Item("p003", "Product 3", 7, "trending"));
        assertThat(answer.computedAt()).isEqualTo(READ_AT);
    }

    @Test
    void withoutModelAndTrendingTheCatalogueStillAnswers() {
        model = Optional.empty();
        trending = Trending.none(READ_AT);

        var answer = recommendations.forUser("nobody", 50);

        assertThat(answer.items()).hasSize(50).extracting(Answer.Item::source).containsOnly("catalogue");
        assertThat(answer.modelVersion()).isNull();
    }

    @Test
    void productsThatLeftTheCatalogueAndServicesNeverAppear() {
        users.lists.put(
                "ann m1",
                new RecommendationList(
                        NOW,
                        List.of(
                                new RecommendationList.Item("gone", 3, "als"),
                                new RecommendationList.Item("post", 2, "als"),
                                new RecommendationList.Item("p020", 1, "als"))));

        for (var answer : List.of(
                recommendations.forUser("ann", 50),
                recommendations.similarTo("p001", 50),
                recommendations.trending(null, 50))) {
            assertThat(answer.items())
                    .hasSize(50)
                    .extracting(Answer.Item::productId)
                    .doesNotHaveDuplicates()
                    .doesNotContain("gone", "post");
        }
    }

    @Test
    void aListOfWhichNothingIsLeftCountsAsNone() {
        users.lists.put("ann m1", new RecommendationList(NOW, List.of(new RecommendationList.Item("gone", 3, "als"))));

        assertThat(recommendations.forUser("ann", 1).items())
                .containsExactly(new Answer.Item("p007", "Product 7", 9, "trending"));
    }

    @Test
    void similarProductsComeFromTheModelAndNeverHoldTheProductItself() {
        var answer = recommendations.similarTo("p001", 5);

        assertThat(answer.items()).hasSize(5).extracting(Answer.Item::source).containsOnly("similar");
        assertThat(answer.items()).extracting(Answer.Item::productId).doesNotContain("p001");
        assertThat(answer.items()).extracting(Answer.Item::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void withoutModelSimilarProductsAreThosePopularInTheCategoryThenInTheShop() {
        model = Optional.empty();

        assertThat(recommendations.similarTo("p003", 3).items())
                .extracting(Answer.Item::productId, Answer.Item::source)
                .containsExactly(
                        tuple("p006", "category_trending"), tuple("p007", "trending"), tuple("p000", "catalogue"));
    }

    @Test
    void anUnknownProductIsLikeWhatIsPopular() {
        assertThat(recommendations.similarTo("unheard of", 1).items())
                .containsExactly(new Answer.Item("p007", "Product 7", 9, "trending"));
    }

    @Test
    void trendingInACategoryStartsWithTheCategoryAndAnUnknownOneWithTheShop() {
        assertThat(recommendations.trending("garden", 3).items())
                .extracting(Answer.Item::productId)
                .containsExactly("p003", "p006", "p007");
        assertThat(recommendations.trending("no such", 2).items())
                .extracting(Answer.Item::productId)
                .containsExactly("p007", "p003");
    }

    @Test
    void anEmptyCatalogueLeavesAnEmptyAnswer() {
        catalogue = new Catalogue(Map.of("post", new CatalogueEntry("Postage", null, false, null)));

        assertThat(recommendations.forUser("ann", 10).items()).isEmpty();
    }

    @Test
    void everyAnswerHasAnIdOfItsOwn() {
        assertThat(recommendations.forUser("ann", 1).recommendationId())
                .isNotEqualTo(recommendations.forUser("ann", 1).recommendationId());
    }

    private static RecommendationList list(Instant at, String source, int... products) {
        return new RecommendationList(
                at,
                java.util.Arrays.stream(products)
                        .mapToObj(i -> new RecommendationList.Item(product(i), 1.0 / i, source))
                        .toList());
    }
}
