package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.etl.shop.TestingApi;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a shop tells over HTTP reaches readers only if all of it fits. */
class LyingShopIT {
    private final TestingLake lake = new TestingLake(Map.of("SHOPLAKE_EXTRACT_API_KEY", "open sesame"));

    @Test
    void aSourceThatSendsLessThanItCountedPublishesNothing() throws IOException {
        lake.empty();
        try (var api = new TestingApi()) {
            var address = api.address().toString();
            var first = lake.etl("run", "--source", address);
            assertThat(first.errors()).isEmpty();
            assertThat(first.exitCode()).isZero();
            assertThat(lake.rows("SELECT order_id FROM lake.cleaned.orders ORDER BY 1"))
                    .hasToString("[[1], [2], [3]]");
            var published = lake.mainHash();

            api.changePages(page -> page.table().equals("orders") ? page.withLink("") : page);
            var second = lake.etl("run", "--full", "--source", address);

            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.errors()).contains("2 rows of orders, the snapshot counted 3");
            assertThat(lake.mainHash()).isEqualTo(published);
            // Pages may still be asked for after the snapshot has ended, by readers that nobody waits for
            assertThat(requests(api, "DELETE /extract/snapshots/"))
                    .isPositive()
                    .isEqualTo(requests(api, "POST /extract/snapshots"));
        }
    }

    private static long requests(TestingApi api, String beginning) {
        return api.requests().stream()
                .filter(request -> request.startsWith(beginning))
                .count();
    }

    @Test
    void anAddressThatIsNoneIsAWrongArgument() {
        var outcome = lake.etl("extract", "--source", "shop.example:8084");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errors()).contains("--source", "http://host:port");
    }
}
