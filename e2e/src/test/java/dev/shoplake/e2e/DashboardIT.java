package dev.shoplake.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.shoplake.report.browser.Browser;
import dev.shoplake.report.dashboard.Chart;
import dev.shoplake.report.dashboard.Dashboard;
import dev.shoplake.report.dashboard.DashboardWatch;
import dev.shoplake.report.dashboard.DrawnChart;
import dev.shoplake.report.dashboard.Tab;
import dev.shoplake.report.dashboard.Tile;
import dev.shoplake.report.superset.Superset;
import dev.shoplake.report.superset.SupersetSettings;
import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.stack.LocalStack;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The monthly dashboard in a real browser, as the shop's reader sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1800)
class DashboardIT {
    private static final String DASHBOARD = "monthly";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int WIDTH = 1_600;
    private static final int HEIGHT = 2_700;

    private Map<String, String> settings = Map.of();
    private TestingBrowser chromium;
    private Browser browser;
    private Superset reader;

    @BeforeAll
    @Timeout(1800)
    void bringUpTheYear() {
        LocalStack stack = DemoYear.stack();
        settings = stack.environment();
        chromium = TestingBrowser.of(stack);
    }

    /** Not before all: without a browser each story is skipped by its name. */
    @BeforeEach
    void logIn() {
        if (browser == null) {
            browser = Browser.start(chromium.required());
        }
        if (reader == null) {
            reader = logIn("reader");
        }
        reader.page().navigate("about:blank");
    }

    @AfterAll
    void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void theReaderSeesEveryChartDrawnAndNothingAsksAnotherServer() {
        var dashboard = Dashboard.read(reader, DASHBOARD);
        var watch = watch(reader);
        long begin = System.nanoTime();

        var drawn = open(dashboard, watch);

        System.out.printf("dashboard: %d charts drawn after %.1f s%n", drawn.size(), (System.nanoTime() - begin) / 1e9);
        // The picture of the README is a copy of this one
        reader.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/dashboard.png")));
        assertThat(drawn).hasSizeGreaterThanOrEqualTo(12).allMatch(DrawnChart::isWell);

        for (var tab : dashboard.tabs().subList(1, dashboard.tabs().size())) {
            reader.page()
                    .getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(tab.name()))
                    .click();
            assertThat(watch.await(tab.charts(), LIMIT)).isNotEmpty().allMatch(DrawnChart::isWell);
            reader.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(Path.of("target/dashboard-%s.png"
                                    .formatted(tab.name().replace(' ', '-')))));
        }
        assertThat(watch.consoleErrors()).isEmpty();
        assertThat(watch.foreignRequests()).isEmpty();
    }

    @Test
    void theNewestCompleteMonthIsShownAtFirstAndAFilterClickShowsAnother() {
        var dashboard = Dashboard.read(reader, DASHBOARD);
        var watch = watch(reader);

        open(dashboard, watch);
        assertThat(Tile.read(reader.page())).containsExactlyElementsOf(tiles("2011-11"));

        var page = reader.page();
        var select = page.locator(
                "[data-test='%s']".formatted(dashboard.filter("Month").id()));
        assertThat(select.innerText()).contains("2011-11");
        select.locator(".ant-select-selector").click();
        page.locator(".ant-select-item-option[title='2011-10']").click();
        page.locator("[data-test=filter-bar__apply-button]").click();

        assertThat(watch.await(first(dashboard).charts(), LIMIT)).allMatch(DrawnChart::isWell);
        assertThat(Tile.read(page)).containsExactlyElementsOf(tiles("2011-10"));
    }

    @Test
    void chartsThatFailAreTold() {
        var dataset = Dashboard.read(reader, DASHBOARD).filter("Month").dataset();
        var admin = logIn("admin");
        try (var dashboard = new TemporaryDashboard(admin)) {
            var right = dashboard.add("Right", dataset, "COUNT(*)", "1 = 1");
            var wrong = dashboard.add("Wrong column", dataset, "SUM(no_such_column)", "1 = 1");
            var empty = dashboard.add("No rows", dataset, "COUNT(*)", "1 = 0");
            var absent = new Chart(Long.MAX_VALUE, "Absent");
            var watch = watch(admin);
            admin.page().navigate(admin.resolve(dashboard.path()).toString());

            var drawn = watch.await(List.of(right, wrong, empty), LIMIT);
            var notThere = watch.await(List.of(absent), Duration.ofSeconds(1));

            assertThat(drawn.get(0).faults()).isEmpty();
            assertThat(String.join("; ", drawn.get(1).faults()))
                    .contains("its data request is answered", "no_such_column", "shows the message");
            assertThat(drawn.get(2).faults()).containsExactly("its query has no rows", "says that there are no data");
            assertThat(notThere.getFirst().faults()).containsExactly("has not asked for data", "is not on the page");
        } finally {
            admin.page().context().close();
        }
    }

    private List<DrawnChart> open(Dashboard dashboard, DashboardWatch watch) {
        reader.page()
                .navigate(
                        reader.resolve("/superset/dashboard/" + DASHBOARD + "/").toString());
        return watch.await(first(dashboard).charts(), LIMIT);
    }

    private static Tab first(Dashboard dashboard) {
        return dashboard.tabs().getFirst();
    }

    private static DashboardWatch watch(Superset superset) {
        return DashboardWatch.of(superset.page(), superset.resolve("/"));
    }

    private List<Tile> tiles(String month) {
        var truth = MonthTruth.of(month);
        return List.of(
                new Tile("Net revenue", truth.netRevenue(), truth.change("net_revenue")),
                new Tile("Orders", truth.orders(), truth.change("orders")),
                new Tile("Average order value", truth.averageOrderValue(), truth.change("avg_order_value")),
                conversion(month),
                new Tile("Returning buyers", truth.returningBuyers(), truth.change("returning_rate")));
    }

    /** The published file knows no visits, so this one comes from the events in the lake. */
    private Tile conversion(String month) {
        var rates = new Lake(settings)
                .rows(
                        "SELECT conversion_rate FROM marts.monthly_kpis WHERE year_month <= '%s' ORDER BY year_month DESC LIMIT 2"
                                .formatted(month));
        double now = Double.parseDouble(rates.get(0).getFirst());
        double before = Double.parseDouble(rates.get(1).getFirst());
        return new Tile(
                "Conversion",
                String.format(Locale.UK, "%.1f%%", now * 100),
                String.format(Locale.UK, "%+.1f%% on the month before", (now - before) / before * 100));
    }

    private Superset logIn(String account) {
        var prefix = "SHOPLAKE_SUPERSET_" + account.toUpperCase(Locale.ROOT);
        BrowserContext session = browser.session(WIDTH, HEIGHT, 1);
        return Superset.logIn(
                session.newPage(),
                new SupersetSettings(
                        URI.create(setting("SHOPLAKE_SUPERSET_URL")),
                        setting(prefix + "_USER"),
                        new Secret(setting(prefix + "_PASSWORD"))));
    }

    private String setting(String key) {
        return requireNonNull(settings.get(key), key);
    }
}
