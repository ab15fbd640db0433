package dev.shoplake.contracts.ranking;

import static dev.shoplake.contracts.event.EventType.ADD_TO_CART;
import static dev.shoplake.contracts.event.EventType.COMMENT;
import static dev.shoplake.contracts.event.EventType.PAGE_VIEW;
import static dev.shoplake.contracts.event.EventType.PURCHASE;
import static dev.shoplake.contracts.ranking.RankingFixtures.NOON;
import static dev.shoplake.contracts.ranking.RankingFixtures.PARAMETERS;
import static dev.shoplake.contracts.ranking.RankingFixtures.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shoplake.contracts.redis.ActivityEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankerTest {
    private static final Model MODEL = new Model("v1", PARAMETERS, RankingFixtures.randomItems(300, 8, 5));

    @Test
    void ranksTheSameWhateverTheOrderOfEntriesAndTheCompanyOfUsers() {
        var random = new Random(9);
        var ranker = new Ranker(MODEL, product -> true);
        var histories = new ArrayList<List<ActivityEntry>>();
        for (int user = 0; user < 50; user++) {
            histories.add(randomHistory(random));
        }
        var together = ranker.rank(histories, 20);

        for (int user = 0; user < histories.size(); user++) {
            var shuffled = new ArrayList<>(histories.get(user));
            Collections.shuffle(shuffled, random);
            assertThat(ranker.rank(List.of(shuffled), 20)).containsExactly(together.get(user));
        }
    }

    @Test
    void ranksTheSameHistoryTheSameYearsLater() {
        var ranker = new Ranker(MODEL, product -> true);
        var history = randomHistory(new Random(4));
        var later = history.stream()
                .map(entry -> new ActivityEntry(
                        entry.type(), entry.at().plus(Duration.ofDays(5_000)), entry.amount(), entry.productId()))
                .toList();

        assertThat(ranker.rank(List.of(later), 20)).isEqualTo(ranker.rank(List.of(history), 20));
    }

    @Test
    void ranksWhatWasBoughtBeforeAndSaysSo() {
        var history = List.of(entry(PURCHASE, NOON, "p7"), entry(PAGE_VIEW, NOON, "p8"));

        var list =
                new Ranker(MODEL, product -> true).rank(List.of(history), 300).getFirst();

        assertThat(list)
                .filteredOn(item -> item.source().equals(Scored.BUY_AGAIN))
                .extracting(Scored::productId)
                .containsExactly("p7");
        assertThat(list).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        assertThat(list).extracting(Scored::productId).doesNotHaveDuplicates();
    }

    @Test
    void neverRecommendsWhatMayNotBeRecommended() {
        var history = List.of(entry(PURCHASE, NOON, "p7"), entry(PURCHASE, NOON, "postage"));
        var ranker = new Ranker(MODEL, product -> !product.equals("p7") && !product.equals("postage"));

        assertThat(ranker.rank(List.of(history), 300).getFirst())
                .hasSizeGreaterThanOrEqualTo(100)
                .extracting(Scored::productId)
                .doesNotContain("p7", "postage");
    }

    @Test
    void givesNothingToWhomNothingIsKnownAbout() {
        var ranker = new Ranker(MODEL, product -> !product.equals("postage"));
        var lowRating = new ActivityEntry(COMMENT, NOON, 1, "p3");

        var lists = ranker.rank(
                List.of(List.<ActivityEntry>of(), List.of(entry(PURCHASE, NOON, "postage")), List.of(lowRating)), 20);

        assertThat(lists).containsExactly(List.of(), List.of(), List.of());
    }

    @Test
    void recommendsToBuyAgainWhatTheModelHasNotSeenYet() {
        var list = new Ranker(MODEL, product -> true)
                .rank(List.of(List.of(entry(PURCHASE, NOON, "new in the shop"))), 20)
                .getFirst();

        assertThat(list).containsExactly(new Scored("new in the shop", 0.6, Scored.BUY_AGAIN));
    }

    @Test
    void sumsWeightsThatHalveAfterVisits() {
        var visit = Duration.ofHours(2);
        var history = new History(
                List.of(
                        entry(PAGE_VIEW, NOON, "p1"),
                        entry(ADD_TO_CART, NOON.minusSeconds(1_800), "p1"),
                        entry(PAGE_VIEW, NOON.minus(visit), "p2"),
                        entry(PURCHASE, NOON.minus(visit.multipliedBy(2)), "p1"),
                        entry(PURCHASE, NOON.minus(visit.multipliedBy(2)), "p1"),
                        entry(PURCHASE, NOON.minus(visit.multipliedBy(4)), "p1")),
                PARAMETERS);

        // 30 minutes of silence do not end a visit yet; two later visits halve
        assertThat(history.weights().get("p1")).isCloseTo(1 + 3 + 2 * 5 * 0.5 + 5 * Math.sqrt(0.125), within(1e-12));
        assertThat(history.weights().get("p2")).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(history.targets().get("p1")).isEqualTo(1);
        assertThat(history.targets().get("p2")).isCloseTo(Math.sqrt(0.5), within(1e-12));
        // two lines of one order are one purchase
        assertThat(history.purchases().get("p1")).isCloseTo(Math.pow(0.5 + Math.sqrt(0.125), 0.3), within(1e-12));
    }

    private static List<ActivityEntry> randomHistory(Random random) {
        var entries = new ArrayList<ActivityEntry>();
        for (int i = random.nextInt(1, 60); i > 0; i--) {
            var type = List.of(PAGE_VIEW, ADD_TO_CART, COMMENT, PURCHASE).get(random.nextInt(4));
            entries.add(new ActivityEntry(
                    type,
                    NOON.minus(Duration.ofHours(random.nextInt(48))),
                    random.nextInt(1, 6),
                    "p" + random.nextInt(300)));
        }
        entries.add(entry(PURCHASE, NOON, "p0"));
        return entries;
    }
}
