package dev.shoplake.etl.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.etl.run.SourcePosition;
import dev.shoplake.etl.run.Window;
import dev.shoplake.etl.shop.TestingApi;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the API tells about changes is what the database would have told. */
class ApiChangesTest {
    private static final PublishedRun JANUARY = run("2026-01-01", "2026-02-01", "2026-01-10T00:00:00Z");

    private TestingApi api;

    /** Three orders of January, written on the 5th. */
    @BeforeEach
    void start() throws IOException {
        api = new TestingApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static PublishedRun run(String from, String to, String moment) {
        return new PublishedRun(
                "etl_" + from,
                new Window(LocalDate.parse(from), LocalDate.parse(to)),
                new SourcePosition(Instant.parse(moment), 0, false),
                Instant.parse(moment));
    }

    private @Nullable Days days(String lastRun, PublishedRun... runs) {
        try (var changes = ApiChanges.open(api.shop())) {
            return changes.days(
                    List.of(runs),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    Instant.parse(lastRun),
                    Instant.parse("2027-01-01T00:00:00Z"));
        }
    }

    private static Days day(String day) {
        return new Days(LocalDate.parse(day), LocalDate.parse(day));
    }

    @Test
    void anOrderThatARunOverItsDayHasReadIsNotTold() {
        assertThat(days("2026-01-10T00:00:00Z", JANUARY)).isNull();
    }

    @Test
    void anOrderOfADayThatNoRunHasReadIsTold() {
        api.addOrder("4", "2026-02-03", "2026-01-06");

        assertThat(days("2026-01-10T00:00:00Z", JANUARY)).isEqualTo(day("2026-02-03"));
    }

    @Test
    void forAnOrderOfNoDayThatOfTheNewestOrderIsTold() {
        api.addOrder("4", "infinity", "2026-01-12");

        assertThat(days("2026-01-10T00:00:00Z", JANUARY)).isEqualTo(day("2026-01-05"));
    }

    @Test
    void anOrderThatChangedAfterARunOverItsDayIsTold() {
        api.addOrder("4", "2026-02-03", "2026-01-06");
        var earlier = run("2026-02-01", "2026-03-01", "2026-01-03T00:00:00Z");
        var later = run("2026-02-01", "2026-03-01", "2026-01-07T00:00:00Z");

        assertThat(days("2026-01-10T00:00:00Z", JANUARY, earlier)).isEqualTo(day("2026-02-03"));
        assertThat(days("2026-01-10T00:00:00Z", JANUARY, earlier, later)).isNull();

        api.addOrder("5", "2026-01-20", "2026-01-12");
        assertThat(days("2026-01-10T00:00:00Z", JANUARY, earlier, later)).isEqualTo(day("2026-01-20"));
    }

    @Test
    void changedCustomersAndProductsStandUnderTheNewestOrdersDay() {
        assertThat(days("2026-01-04T00:00:00Z", JANUARY)).isEqualTo(day("2026-01-05"));
    }

    @Test
    void theSnapshotTellsRowsAndTheWholeHistory() {
        try (var changes = ApiChanges.open(api.shop())) {
            assertThat(changes.rows())
                    .isEqualTo(Map.of("customers", 1L, "products", 1L, "orders", 3L, "order_items", 3L));
            assertThat(changes.history())
                    .isEqualTo(new Window(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-01-06")));
        }
    }
}
