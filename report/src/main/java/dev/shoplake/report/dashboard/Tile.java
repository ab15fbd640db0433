package dev.shoplake.report.dashboard;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/**
 * A figure of the dashboard, as it stands there.
 *
 * @param name of its chart
 * @param value with its unit
 * @param note the line below it, such as the change since the month before; empty if there is none
 */
public record Tile(String name, String value, String note) {
    private static final String READ = """
            () => [...document.querySelectorAll('[data-test-chart-id][data-test-viz-type^=big_number]')]
                .filter(chart => chart.querySelector('.header-line') !== null)
                .map(chart => {
                    const text = part => (chart.querySelector(part)?.innerText ?? '').replace(/\\s+/g, ' ').trim();
                    return {
                        name: chart.getAttribute('data-test-chart-name'),
                        value: text('.header-line'),
                        note: text('.subheader-line') || text('.subtitle-line')
                    };
                })
            """;

    /** All tiles of a page, in its order. */
    public static List<Tile> read(Page page) {
        return ((List<?>) page.evaluate(READ))
                .stream()
                        .map(tile -> (Map<?, ?>) tile)
                        .map(tile -> new Tile(
                                String.valueOf(tile.get("name")),
                                String.valueOf(tile.get("value")),
                                String.valueOf(tile.get("note"))))
                        .toList();
    }
}
