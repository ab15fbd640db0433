package dev.shoplake.report.dashboard;

import java.util.List;

/**
 * A tab of a dashboard, or the whole of one without tabs.
 *
 * @param name empty for the whole
 * @param charts in the order of the layout
 */
public record Tab(String name, List<Chart> charts) {
    public Tab {
        charts = List.copyOf(charts);
    }
}
