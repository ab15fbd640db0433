package dev.shoplake.contracts.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecommendationListTest {
    @Test
    void survivesItsJsonForm() {
        var list = new RecommendationList(
                Instant.parse("2011-12-09T12:00:00Z"),
                List.of(
                        new RecommendationList.Item("mug", 0.75, "als"),
                        new RecommendationList.Item("plate", 0.5, "buy_again")));

        assertThat(list.toJson())
                .isEqualTo("{\"computed_at\":\"2011-12-09T12:00:00Z\",\"items\":["
                        + "{\"product_id\":\"mug\",\"score\":0.75,\"source\":\"als\"},"
                        + "{\"product_id\":\"plate\",\"score\":0.5,\"source\":\"buy_again\"}]}");
        assertThat(RecommendationList.ofJson(list.toJson())).isEqualTo(list);
    }

    @Test
    void refusesWhatIsNotJson() {
        assertThatThrownBy(() -> RecommendationList.ofJson("["))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("not a recommendation list: [");
    }
}
