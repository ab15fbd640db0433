package dev.shoplake.contracts.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.contracts.event.EventType;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTextTest {
    @Test
    void parametersComeBackFromJson() {
        var parameters = RankingFixtures.PARAMETERS;

        assertThat(ModelParameters.ofJson(parameters.toJson())).isEqualTo(parameters);
        assertThat(parameters.toJson()).isEqualTo("""
                {"rank":8,"alpha":0.5,"regularization":0.1,"half_life":"PT2160H","visit_half_life":2.0,\
                "page_view_weight":1.0,"add_to_cart_weight":3.0,"comment_weight":2.0,"purchase_weight":5.0,\
                "buy_again_share":0.6}""");
    }

    @Test
    void refusesTextThatIsNotParameters() {
        assertThatThrownBy(() -> ModelParameters.ofJson("{rank"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("not model parameters: {rank");
    }

    @Test
    void weighsByTypeAndDropsPoorRatings() {
        var parameters = RankingFixtures.PARAMETERS;

        assertThat(parameters.weight(EventType.PURCHASE, 12)).isEqualTo(5);
        assertThat(parameters.weight(EventType.ADD_TO_CART, 2)).isEqualTo(3);
        assertThat(parameters.weight(EventType.PAGE_VIEW, 1)).isEqualTo(1);
        assertThat(parameters.weight(EventType.COMMENT, 3)).isEqualTo(2);
        assertThat(parameters.weight(EventType.COMMENT, 2)).isZero();
    }

    @Test
    void halvesByAge() {
        var parameters = RankingFixtures.PARAMETERS;

        assertThat(parameters.decay(Duration.ofDays(180))).isEqualTo(0.25);
        assertThat(parameters.decay(Duration.ofDays(-1))).isEqualTo(1);
        assertThat(parameters.decay(4)).isEqualTo(0.25);
    }

    @Test
    void factorsComeBackFromBytes() {
        var items = new ItemFactors(List.of("85123A", "naïve ☕"), 3, new float[] {1, -2.5f, 0, 3e-9f, 4, 5});

        var read = ItemFactors.ofBytes(items.toBytes());

        assertThat(read.size()).isEqualTo(2);
        assertThat(read.rank()).isEqualTo(3);
        assertThat(read.productId(1)).isEqualTo("naïve ☕");
        assertThat(read.row("85123A")).isZero();
        assertThat(read.row("unknown")).isEqualTo(-1);
        assertThat(read.values()).isEqualTo(items.values());
    }

    @Test
    void refusesBytesThatAreCutShort() {
        var bytes = new ItemFactors(List.of("p"), 2, new float[] {1, 2}).toBytes();

        assertThatThrownBy(() -> ItemFactors.ofBytes(java.util.Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("not item factors");
    }

    @Test
    void refusesFactorsOfAnotherShape() {
        assertThatThrownBy(() -> new ItemFactors(List.of("p"), 2, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 items of rank 2 need 2 values, not 3");
    }
}
