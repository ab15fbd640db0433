package dev.shoplake.report;

import static java.util.stream.Collectors.joining;

import com.microsoft.playwright.Page;
import dev.shoplake.report.browser.Browser;
import dev.shoplake.report.dashboard.Dashboard;
import dev.shoplake.report.dashboard.DashboardWatch;
import dev.shoplake.report.dashboard.DrawnChart;
import dev.shoplake.report.dashboard.Tile;
import dev.shoplake.report.month.Months;
import dev.shoplake.report.month.UnknownMonthException;
import dev.shoplake.report.paper.Heading;
import dev.shoplake.report.paper.Paper;
import dev.shoplake.report.paper.ReportFiles;
import dev.shoplake.report.superset.Superset;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Draws the first tab of the dashboard for one month. */
final class MonthlyReport {
    private static final String DASHBOARD = "monthly";
    private static final String MONTH = "Month";
    private static final String CURRENCY = "Currency";

    /** Only charts, without Superset's menu, title and filters. */
    private static final String CHARTS_ONLY = "&standalone=3";

    private static final Duration DRAWING_LIMIT = Duration.ofMinutes(2);

    private final ReportSettings settings;
    private final Clock clock;
    private final Consumer<String> progress;

    MonthlyReport(ReportSettings settings, Clock clock, Consumer<String> progress) {
        this.settings = settings;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What was drawn.
     *
     * @param tiles the month's figures as the dashboard shows them
     */
    record Drawn(Heading heading, List<Tile> tiles, ReportFiles files) {}

    /**
     * Writes the files of a month.
     *
     * @throws UnknownMonthException if the data does not hold it
     * @throws ReportException if a chart is not well drawn; no file is written then
     */
    Drawn draw(YearMonth month, ReportFiles files) throws IOException {
        progress.accept("starts the browser");
        try (var browser = Browser.start(settings.browser());
                var session = browser.session(Paper.WIDTH, Paper.HEIGHT, Paper.SHARPNESS)) {
            var page = session.newPage();
            var superset = Superset.logIn(page, settings.superset());
            progress.accept("is logged in at " + settings.superset().url());
            var dashboard = Dashboard.read(superset, DASHBOARD);
            var monthFilter = dashboard.filter(MONTH);
            var currencyFilter = dashboard.filter(CURRENCY);
            boolean complete = Months.read(superset, monthFilter).isComplete(month);
            if (!complete) {
                progress.accept("month %s is not complete: its figures will change".formatted(month));
            }
            var currency = currencyFilter.first(superset);
            var path = dashboard.pathWith(superset, Map.of(monthFilter, month.toString(), currencyFilter, currency));
            open(page, superset, path, dashboard);
            var tiles = Tile.read(page);
            var heading = new Heading(month, currency, complete, ZonedDateTime.now(clock));
            new Paper(page).write(heading, files);
            return new Drawn(heading, tiles, files);
        }
    }

    private void open(Page page, Superset superset, String path, Dashboard dashboard) {
        var charts = dashboard.tabs().getFirst().charts();
        long begin = System.nanoTime();
        var watch = DashboardWatch.of(page, superset.resolve("/"));
        page.navigate(superset.resolve(path + CHARTS_ONLY).toString());
        var drawn = watch.await(charts, DRAWING_LIMIT);
        var faulty = drawn.stream().filter(chart -> !chart.isWell()).toList();
        if (!faulty.isEmpty()) {
            throw new ReportException("%d of %d charts are not well drawn:\n  %s"
                    .formatted(
                            faulty.size(),
                            drawn.size(),
                            faulty.stream().map(DrawnChart::toString).collect(joining("\n  "))));
        }
        progress.accept(
                "all %d charts are drawn after %.1f s".formatted(drawn.size(), (System.nanoTime() - begin) / 1e9));
    }
}
