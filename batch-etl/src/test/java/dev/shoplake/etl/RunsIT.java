package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.lake.MartTables;
import dev.shoplake.etl.extract.RawFiles;
import dev.shoplake.etl.run.Run;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of runs that are not published: a shop that lies is found out, and its operator can go on. */
class RunsIT {
    private final TestingLake lake = new TestingLake(PublishedSmallShop.SETTINGS);
    private final TestingShop shop = new TestingShop(lake.environment());

    @BeforeEach
    void publishTheShop() {
        PublishedSmallShop.bring(lake, shop);
    }

    private String done(String... arguments) {
        var outcome = lake.etl(arguments);
        assertThat(outcome.errors()).describedAs(String.join(" ", arguments)).isEmpty();
        assertThat(outcome.exitCode()).describedAs(String.join(" ", arguments)).isZero();
        return outcome.output();
    }

    private String refused(String... arguments) {
        var outcome = lake.etl(arguments);
        assertThat(outcome.exitCode()).describedAs(outcome.output()).isEqualTo(1);
        return outcome.errors();
    }

    private Run underWay() {
        return lake.branches().stream()
                .filter(Run::isName)
                .map(Run::new)
                .findFirst()
                .orElseThrow();
    }

    private List<String> rawFiles(Run run) {
        try (var raw = RawFiles.open(EtlSettings.from(lake.environment()).lake())) {
            return raw.list(run.folder() + "/").stream()
                    .filter(path -> path.contains(run.id()))
                    .toList();
        }
    }

    @Test
    void aPriceThatChangedWithoutATraceIsFoundAndTheMonthReadAnew() {
        var published = lake.mainHash();
        shop.execute("UPDATE order_items SET unit_price = 11 WHERE order_id = 'o1' AND add_to_cart_order = 1");
        shop.execute("UPDATE order_items SET quantity = 2, updated_at = now() WHERE order_id = 'o2'");

        assertThat(refused("run"))
                .contains("nothing is published")
                .contains("months_equal_source")
                .contains("2026-01 EUR: shop 53.2550 sold")
                .contains("lake 51.2550 sold")
                .contains("etl run --from 2026-01-01 --to 2026-02-01");

        assertThat(lake.mainHash()).isEqualTo(published);
        var failed = underWay();
        assertThat(done("runs", "list"))
                .containsPattern(failed + " +failed +audit")
                .containsPattern(PublishedSmallShop.RUN + " +published +audit")
                .contains("nobody is at work");
        assertThat(done("runs", "show", failed.id()))
                .contains("next stage: audit")
                .containsPattern("facts +sales were rebuilt +2026-01\n")
                .containsPattern("FAILS +error +months_equal_source");
        assertThat(refused("runs", "retry", failed.id())).contains("months_equal_source");

        done("run", "--from", "2026-01-01", "--to", "2026-02-01");

        assertThat(lake.months()).isEqualTo(shop.lines("months_of_the_shop.sql"));
        assertThat(refused("runs", "retry", failed.id()))
                .contains("run etl_2026_01_01_2026_02_01 was published meanwhile", "etl runs discard " + failed);
        assertThat(rawFiles(failed)).isNotEmpty();
        assertThat(done("runs", "discard", failed.id())).contains("is discarded: its branch, ");
        assertThat(rawFiles(failed)).isEmpty();
        assertThat(lake.branches()).containsExactly("main");
        assertThat(refused("runs", "discard", failed.id())).contains("there is no run");
        assertThat(refused("runs", "discard", "etl_2026_01_01_2026_02_01")).contains("is published, so it stays");
    }

    @Test
    void aMonthThatTheRunLeavesAloneIsOnlyWarnedOf() {
        shop.execute("UPDATE order_items SET unit_price = 11 WHERE order_id = 'o6'");
        shop.execute("UPDATE order_items SET quantity = 2, updated_at = now() WHERE order_id = 'o2'");

        assertThat(done("run"))
                .contains("warning: ", "other_months_equal_source", "etl run --from 2026-02-01 --to 2026-03-01");

        assertThat(lake.months()).isNotEqualTo(shop.lines("months_of_the_shop.sql"));
        done("run", "--from", "2026-02-01", "--to", "2026-03-01");
        assertThat(lake.months()).isEqualTo(shop.lines("months_of_the_shop.sql"));
    }

    @Test
    void aRawFileThatIsNotAsItWasWrittenIsRefused() {
        shop.execute("UPDATE order_items SET quantity = 2, updated_at = now() WHERE order_id = 'o2'");
        done("extract");
        var run = underWay();
        var file = rawFiles(run).stream()
                .filter(path -> path.contains("/order_items/"))
                .findFirst()
                .orElseThrow();
        try (var raw = RawFiles.open(EtlSettings.from(lake.environment()).lake())) {
            raw.write(file, "x".repeat(Math.toIntExact(raw.length(file))));
            assertThat(refused("clean")).contains(file, "has other content than was written");
            raw.write(file, "short");
            assertThat(refused("clean")).contains(file, "has 5 bytes instead of");
            raw.delete(file);
            assertThat(refused("clean")).contains(file, "is missing");
        }
        done("runs", "discard", run.id());

        done("run");

        assertThat(lake.months()).isEqualTo(shop.lines("months_of_the_shop.sql"));
    }

    @Test
    void aRunThatEndedEarlyGoesOnAndOneThatMainHasLeftBehindIsMadeAnew() {
        shop.execute("UPDATE order_items SET quantity = 2, updated_at = now() WHERE order_id = 'o2'");
        done("extract");
        done("clean");
        assertThat(done("runs", "list")).containsPattern(underWay() + " +under way +clean");

        assertThat(done("runs", "retry", underWay().id()))
                .contains("from structure on")
                .doesNotContain("main has changed");

        assertThat(lake.months()).isEqualTo(shop.lines("months_of_the_shop.sql"));
        shop.execute("UPDATE order_items SET quantity = 3, updated_at = now() WHERE order_id = 'o2'");
        done("extract");
        done("clean");
        var run = underWay();
        // A commit that changes no row, as upkeep does
        lake.table("main", MartTables.DAILY_SALES)
                .updateProperties()
                .set("tended", "today")
                .commit();

        assertThat(done("runs", "retry", run.id()))
                .contains("main has changed since " + run, "marts.daily_sales", "from clean on");

        assertThat(lake.branches()).containsExactly("main");
        assertThat(lake.months()).isEqualTo(shop.lines("months_of_the_shop.sql"));
        assertThat(done("runs", "show", run.id())).contains(run + ": published", "CHECKS: ");
        assertThat(refused("runs", "retry", run.id())).contains("is published already");
        assertThat(refused("runs", "show", "etl_2020_01_01_2020_02_01")).contains("there is no run");
    }
}
