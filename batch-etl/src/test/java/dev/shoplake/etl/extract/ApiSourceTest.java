package dev.shoplake.etl.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.shop.Shop;
import dev.shoplake.etl.shop.TestingApi;
import dev.shoplake.runtime.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source that gets one thing wrong is found out, whatever it is. */
class ApiSourceTest {
    private TestingApi api;

    @BeforeEach
    void start() throws IOException {
        api = new TestingApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private List<String> orders() {
        return ids(SourceTable.ORDERS, new Selection.All());
    }

    private List<String> ids(SourceTable table, Selection selection) {
        var ids = new ArrayList<String>();
        try (var source = ShopSource.open(api.shop())) {
            source.read(table, selection, Share.WHOLE, row -> ids.add(row.text(0)));
        }
        return ids;
    }

    private void assertFoundOut(String... message) {
        assertThatThrownBy(this::orders).isInstanceOf(RunException.class).hasMessageContainingAll(message);
    }

    @Test
    void everyPageIsReadAsOfOneSnapshotWhichIsClosedInTheEnd() {
        assertThat(orders()).containsExactly("1", "2", "3");

        assertThat(api.requests()).hasSize(4);
        assertThat(api.requests().getFirst()).isEqualTo("POST /extract/snapshots");
        assertThat(api.requests().get(1))
                .contains("GET /extract/full?", "snapshot=11111111-2222-3333-4444-555555555555");
        assertThat(api.requests().getLast())
                .isEqualTo("DELETE /extract/snapshots/11111111-2222-3333-4444-555555555555");
    }

    @Test
    void valuesAreTheTextsOfTheShop() {
        var values = new ArrayList<String>();
        try (var source = ShopSource.open(api.shop())) {
            source.read(SourceTable.PRODUCTS, new Selection.All(), Share.WHOLE, row -> {
                for (int column = 0; column < row.columns(); column++) {
                    values.add(row.text(column));
                }
            });
        }
        assertThat(values)
                .containsExactly(
                        "tea",
                        "Tea, \"green\" \u2615",
                        null,
                        null,
                        null,
                        null,
                        "1",
                        null,
                        null,
                        "2026-01-05 10:00:00+00");
    }

    @Test
    void whatChangedAndWhatIsAskedForByIdAreQuestionsOfTheirOwn() {
        ids(SourceTable.ORDERS, new Selection.Since(Instant.parse("2026-01-01T00:00:00Z")));
        ids(SourceTable.ORDERS, new Selection.Ids(List.of("1", "2", "3")));

        assertThat(api.requests())
                .anyMatch(request -> request.contains("GET /extract/incremental?")
                        && request.contains("since=2026-01-01T00%3A00%3A00Z"))
                .anyMatch(request -> request.startsWith("POST /extract/rows?"));
    }

    @Test
    void aServerThatIsBusyOrAwayIsAskedAgain() {
        api.refuse(429, 503, 503);

        assertThat(orders()).hasSize(3);
    }

    @Test
    void aServerThatStaysAwayEndsTheRunWithItsReason() {
        api.refuse(503, 503, 503, 503, 503, 503);

        assertFoundOut(api.address().toString(), "was asked 6 times", "as the test wants it");
    }

    @Test
    void aPageThatBreaksOffIsAskedForAgain() {
        api.breakOff(1);

        assertThat(orders()).containsExactly("1", "2", "3");
        assertThat(api.requests())
                .filteredOn(request -> request.contains("/extract/full"))
                .hasSize(3);
    }

    @Test
    void aSnapshotThatIsGoneMeansToBeginAnew() {
        try (var source = ShopSource.open(api.shop())) {
            api.refuse(410);

            assertThatThrownBy(() -> source.read(SourceTable.ORDERS, new Selection.All(), Share.WHOLE, row -> {}))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("begin the run anew");
        }
    }

    @Test
    void aWrongKeyNamesTheSetting() {
        assertThatThrownBy(() -> ShopSource.open(new Shop.Api(api.address(), new Secret("guessed"))))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("SHOPLAKE_EXTRACT_API_KEY")
                .hasMessageNotContaining("guessed");
    }

    @Test
    void anAddressWhereNobodyAnswersIsNamed() {
        api.close();

        assertThatThrownBy(() -> ShopSource.open(new Shop.Api(api.address(), new Secret("any"))))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("nobody answers at " + api.address());
        assertThatThrownBy(() -> ShopSource.open(new Shop.Api(URI.create("http://shop.invalid"), new Secret("any"))))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("nobody answers at http://shop.invalid");
    }

    @Test
    void fewerLinesThanAnnounced() {
        api.changePages(page -> page.withBody(page.body().substring(page.body().indexOf('\n') + 1)));

        assertFoundOut("/extract/full", "it has 1 rows and says 2");
    }

    @Test
    void fewerPagesThanTheSnapshotCounted() {
        api.changePages(page -> page.withLink(""));

        assertFoundOut("2 rows of orders", "the snapshot counted 3");
    }

    @Test
    void pagesWithoutEnd() {
        api.changePages(page -> page.withLink("full?table=orders&after=0"));

        assertFoundOut("more and more of table orders", "3 rows");
    }

    @Test
    void aNextPageOnAnotherServerIsNotAskedFor() {
        api.changePages(page -> page.withLink("http://127.0.0.1:1/extract/full?table=orders"));

        assertFoundOut("another server");
    }

    @Test
    void aTableWithoutANeededColumn() {
        api.changeSnapshot(snapshot -> snapshot.replace("{\"name\":\"order_timestamp\",\"type\":\"text\"},", ""));

        assertFoundOut("table orders of the shop has no column order_timestamp");
        assertThat(api.requests().getLast()).startsWith("DELETE /extract/snapshots/");
    }

    @Test
    void aRowWithoutAColumn() {
        api.changePages(page -> page.withBody(page.body().replace("\"currency\":null,", "")));

        assertFoundOut("row 1 has no column currency");
    }

    @Test
    void aRowWithAnotherColumn() {
        api.changePages(page -> page.withBody(page.body().replace("\"currency\"", "\"coin\"")));

        assertFoundOut("row 1 has a column coin that was not announced");
    }

    @Test
    void aRowWithAColumnTwice() {
        api.changePages(page -> page.withBody(page.body().replace("\"currency\"", "\"status\"")));

        assertFoundOut("row 1 has column status twice");
    }

    @Test
    void aValueThatIsNoText() {
        api.changePages(page -> page.withBody(page.body().replace("\"currency\":null", "\"currency\":7")));

        assertFoundOut("column currency of row 1 is neither text nor null");
    }

    @Test
    void aBodyThatIsNoJson() {
        api.changePages(page -> page.withBody("<html>Sign in first</html>"));

        assertFoundOut("/extract/full", "it is no JSON");
    }

    @Test
    void aLineThatEndsEarly() {
        api.changePages(
                page -> page.withBody(page.body().substring(0, page.body().length() - 20)));

        assertFoundOut("behind row 2 it is no JSON");
    }

    @Test
    void aServerThatIsNoExtractApi() {
        api.changeSnapshot(snapshot -> "<html>It works!</html>");
        assertFoundOut("/extract/snapshots", "no JSON");

        api.changeSnapshot(snapshot -> "{}");
        assertFoundOut("no snapshot");
    }

    @Test
    void aMomentThatMayBeTooLateIsSaid() {
        api.changeSnapshot(
                snapshot -> snapshot.replace("\"sees_all_transactions\":true", "\"sees_all_transactions\":false"));

        try (var source = ShopSource.open(api.shop())) {
            assertThat(source.warnings()).singleElement().asString().contains("does not see all transactions");
        }
    }
}
