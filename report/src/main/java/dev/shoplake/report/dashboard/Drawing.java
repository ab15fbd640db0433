package dev.shoplake.report.dashboard;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The place of a chart on the page.
 *
 * @param loading whether it says that it still loads
 * @param alert the message in place of a drawing; empty if there is none
 * @param empty whether it says that there are no data
 * @param drawn whether there is a drawing, a table or a big number
 */
record Drawing(boolean loading, String alert, boolean empty, boolean drawn) {
    /** The sign of emptiness is a drawing itself. */
    private static final String LOOK = """
            const look = chart => {
                const alert = chart.querySelector('[role=alert], .ant-alert');
                const empty = chart.querySelector('.ant-empty') !== null;
                return {
                    id: chart.getAttribute('data-test-chart-id'),
                    loading: chart.querySelector('.loading') !== null,
                    alert: alert === null ? '' : alert.innerText.replace(/\\s+/g, ' ').trim() || 'a message without words',
                    empty: empty,
                    drawn: !empty && ['canvas', 'svg', 'table', '.header-line'].some(
                        drawing => chart.querySelector('.slice_container ' + drawing) !== null)
                };
            };
            """;

    private static final String ALL = """
            () => { %s return [...document.querySelectorAll('[data-test-chart-id]')].map(look); }
            """.formatted(LOOK);

    /** A function of the page: whether each chart of these ids is there and done, well or not. */
    static final String SETTLED = """
            ids => { %s return ids.every(id => {
                const chart = document.querySelector(`[data-test-chart-id="${id}"]`);
                if (chart === null) { return false; }
                const seen = look(chart);
                return !seen.loading && (seen.alert !== '' || seen.empty || seen.drawn);
            }); }
            """.formatted(LOOK);

    /** All charts of a page by their ids. */
    static Map<Long, Drawing> of(Page page) {
        var drawings = new HashMap<Long, Drawing>();
        for (var seen : (List<?>) page.evaluate(ALL)) {
            var values = (Map<?, ?>) seen;
            drawings.put(
                    Long.valueOf(String.valueOf(values.get("id"))),
                    new Drawing(
                            Boolean.TRUE.equals(values.get("loading")),
                            String.valueOf(values.get("alert")),
                            Boolean.TRUE.equals(values.get("empty")),
                            Boolean.TRUE.equals(values.get("drawn"))));
        }
        return drawings;
    }

    List<String> faults(Duration limit) {
        var faults = new ArrayList<String>();
        if (!alert.isEmpty()) {
            faults.add("shows the message '%s'".formatted(alert));
        }
        if (empty) {
            faults.add("says that there are no data");
        }
        if (loading) {
            faults.add("still loads after %d s".formatted(limit.toSeconds()));
        }
        if (faults.isEmpty() && !drawn) {
            faults.add("draws nothing");
        }
        return faults;
    }
}
