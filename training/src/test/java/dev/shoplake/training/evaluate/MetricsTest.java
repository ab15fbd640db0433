package dev.shoplake.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void agreesWithValuesComputedByHand() {
        var lists = List.of(List.of("a", "x", "b"), List.of("x", "y", "c"));
        var targets = List.of(Set.of("a", "b"), Set.of("c", "d", "e"));

        var metrics = Metrics.of(lists, targets, 10);

        // 1/log2(2) + 1/log2(4) = 1.5 of 1 + 1/log2(3) = 1.63093; 0.5 of 1.63093 + 0.5 = 2.13093
        assertThat(metrics.ndcgAt10()).isCloseTo((1.5 / 1.6309297536 + 0.5 / 2.1309297536) / 2, within(1e-9));
        assertThat(metrics.recallAt20()).isCloseTo((1.0 + 1.0 / 3) / 2, within(1e-12));
        assertThat(metrics.coverage()).isEqualTo(0.5);
        assertThat(metrics.users()).isEqualTo(2);
    }

    @Test
    void dividesByWhatAListOfThatDepthCanHold() {
        var list = IntStream.range(0, 200).mapToObj(i -> "p" + i).toList();
        var targets = IntStream.range(0, 50).mapToObj(i -> "p" + i).collect(Collectors.toSet());

        var metrics = Metrics.of(List.of(list), List.of(targets), 200);

        assertThat(metrics.recallAt20()).isEqualTo(1);
        assertThat(metrics.ndcgAt10()).isEqualTo(1);
        assertThat(metrics.ndcgAt100()).isEqualTo(1);
        assertThat(metrics.coverage()).isEqualTo(0.1);
    }

    @Test
    void countsWhatStandsAtEachPlaceOnly() {
        var list = IntStream.range(0, 100).mapToObj(i -> "p" + i).toList();

        var late = Metrics.of(List.of(list), List.of(Set.of("p99")), 100);

        assertThat(late.ndcgAt10()).isZero();
        assertThat(late.recallAt20()).isZero();
        assertThat(late.ndcgAt100()).isCloseTo(Math.log(2) / Math.log(101), within(1e-12));
    }

    @Test
    void measuresAnEmptyListAsAMiss() {
        var metrics = Metrics.of(List.of(List.of()), List.of(Set.of("a")), 3);

        assertThat(metrics).isEqualTo(new Metrics(0, 0, 0, 0, 1));
    }
}
