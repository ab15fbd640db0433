package dev.shoplake.report.dashboard;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches a dashboard being drawn and tells what is wrong with it. A chart counts as well drawn only if its data came
 * without an error and with rows, and if its place on the page holds a drawing, no message and no note of emptiness: a
 * wrong column shows in the answer, a fault of the drawing code on the page alone.
 */
public final class DashboardWatch {
    /** Superset's pages ask for this picture, and its security policy blocks it. */
    private static final String BLOCKED_PIXEL = ".scarf.sh/";

    private static final double QUIET_MILLIS = 400;

    private final Page page;
    private final Set<Request> open = new HashSet<>();
    private final Map<Long, Response> answers = new HashMap<>();
    private final List<String> consoleErrors = new ArrayList<>();
    private final Set<String> foreignRequests = new LinkedHashSet<>();
    private final String host;

    private DashboardWatch(Page page, URI superset) {
        this.page = page;
        this.host = superset.getAuthority();
    }

    /**
     * Begins to watch; to be called before the page is opened.
     *
     * @param superset the one server that pages may ask
     */
    public static DashboardWatch of(Page page, URI superset) {
        var watch = new DashboardWatch(page, superset);
        page.onRequest(watch::begin);
        page.onResponse(watch::answer);
        page.onRequestFinished(watch.open::remove);
        page.onRequestFailed(watch::fail);
        page.onConsoleMessage(watch::hear);
        page.onPageError(watch.consoleErrors::add);
        return watch;
    }

    /**
     * Waits until charts are drawn or have failed.
     *
     * @param charts those expected on the page
     * @param limit after which a chart that still loads is at fault
     * @return each of them with its faults
     */
    public List<DrawnChart> await(List<Chart> charts, Duration limit) {
        var ids = charts.stream().map(chart -> Long.toString(chart.id())).toList();
        long end = System.nanoTime() + limit.toNanos();
        boolean settled = false;
        while (!settled && System.nanoTime() < end) {
            settled = settles(ids, (end - System.nanoTime()) / 1e6);
        }
        var drawings = Drawing.of(page);
        return charts.stream()
                .map(chart -> new DrawnChart(chart, faults(chart, drawings, limit)))
                .toList();
    }

    /** What the page has complained about, in order; the picture that is always blocked is left out. */
    public List<String> consoleErrors() {
        return List.copyOf(consoleErrors);
    }

    /** Addresses of other servers that the page has asked and was not kept from asking. */
    public List<String> foreignRequests() {
        return List.copyOf(foreignRequests);
    }

    /** All charts settled, no data on its way, and a moment later still so: a filter may have asked once more. */
    private boolean settles(List<String> ids, double millis) {
        try {
            page.waitForFunction(Drawing.SETTLED, ids, new Page.WaitForFunctionOptions().setTimeout(millis));
            page.waitForCondition(open::isEmpty, new Page.WaitForConditionOptions().setTimeout(millis));
        } catch (TimeoutError e) {
            return false;
        }
        page.waitForTimeout(QUIET_MILLIS);
        return open.isEmpty() && Boolean.TRUE.equals(page.evaluate(Drawing.SETTLED, ids));
    }

    private List<String> faults(Chart chart, Map<Long, Drawing> drawings, Duration limit) {
        var faults = new ArrayList<String>();
        var answer = answers.get(chart.id());
        if (answer == null) {
            faults.add("has not asked for data");
        } else {
            faults.addAll(ChartData.faults(answer.status(), answer.text()));
        }
        var drawing = drawings.get(chart.id());
        if (drawing == null) {
            faults.add("is not on the page");
        } else {
            faults.addAll(drawing.faults(limit));
        }
        return faults;
    }

    private void begin(Request request) {
        if (ChartData.isRequest(request)) {
            open.add(request);
        }
        var uri = request.url();
        if (uri.startsWith("http")
                && !host.equals(URI.create(uri.split("\\?", 2)[0]).getAuthority())) {
            foreignRequests.add(uri);
        }
    }

    private void answer(Response response) {
        if (ChartData.isRequest(response.request())) {
            ChartData.chartOf(response.request()).ifPresent(id -> answers.put(id, response));
        }
    }

    private void fail(Request request) {
        open.remove(request);
        if ("csp".equals(request.failure())) {
            foreignRequests.remove(request.url());
        }
    }

    private void hear(ConsoleMessage message) {
        if (message.type().equals("error") && !message.text().contains(BLOCKED_PIXEL)) {
            consoleErrors.add(message.text());
        }
    }
}
