package dev.shoplake.report.dashboard;

import java.util.List;

/**
 * What became of a chart.
 *
 * @param faults why it is not well drawn; empty if it is
 */
public record DrawnChart(Chart chart, List<String> faults) {
    public DrawnChart {
        faults = List.copyOf(faults);
    }

    public boolean isWell() {
        return faults.isEmpty();
    }

    @Override
    public String toString() {
        return "%s: %s".formatted(chart.name(), isWell() ? "drawn" : String.join("; ", faults));
    }
}
