package dev.shoplake.report.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shoplake.report.ReportException;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHARTS = """
            "ROW-1": {"type": "ROW", "children": ["CHART-b", "MARKDOWN-1", "CHART-a"]},
            "MARKDOWN-1": {"type": "MARKDOWN", "children": []},
            "CHART-a": {"type": "CHART", "children": [], "meta": {"chartId": 7, "sliceName": "A"}},
            "CHART-b": {"type": "CHART", "children": [], "meta": {"chartId": 9, "sliceName": "B", "sliceNameOverride": "Best"}}
            """;
    private static final String FILTERS = """
            {"native_filter_configuration": [
                {"id": "NATIVE_FILTER-m", "name": "Month", "sortMetric": "newest",
                    "targets": [{"datasetId": 3, "column": {"name": "year_month"}}]},
                {"id": "NATIVE_FILTER-c", "name": "Country", "targets": [{"datasetId": 4, "column": {"name": "country"}}]}]}
            """;

    @Test
    void chartsOfATabStandInTheOrderOfTheLayout() {
        var dashboard = parse("""
                {"DASHBOARD_VERSION_KEY": "v2",
                "ROOT_ID": {"type": "ROOT", "children": ["TABS-1"]},
                "TABS-1": {"type": "TABS", "children": ["TAB-1", "TAB-2"]},
                "TAB-1": {"type": "TAB", "children": ["ROW-1"], "meta": {"text": "First"}},
                "TAB-2": {"type": "TAB", "children": [], "meta": {"text": "Second"}}, %s}
                """.formatted(CHARTS));

        assertThat(dashboard.tabs()).extracting(Tab::name).containsExactly("First", "Second");
        assertThat(dashboard.tabs().get(0).charts()).containsExactly(new Chart(9, "Best"), new Chart(7, "A"));
        assertThat(dashboard.tabs().get(1).charts()).isEmpty();
    }

    @Test
    void aDashboardWithoutTabsIsOneTabWithoutAName() {
        var dashboard = parse("""
                {"ROOT_ID": {"type": "ROOT", "children": ["GRID_ID"]},
                "GRID_ID": {"type": "GRID", "children": ["ROW-1"]}, %s}
                """.formatted(CHARTS));

        assertThat(dashboard.tabs()).extracting(Tab::name).containsExactly("");
        assertThat(dashboard.tabs().getFirst().charts()).extracting(Chart::id).containsExactly(9L, 7L);
    }

    @Test
    void filtersAreFoundByTheNameThatPeopleSee() {
        var dashboard = parse("{}");

        assertThat(dashboard.filter("Month"))
                .isEqualTo(new Filter("NATIVE_FILTER-m", "Month", 3, "year_month", "newest"));
        assertThatThrownBy(() -> dashboard.filter("Year"))
                .isInstanceOf(ReportException.class)
                .hasMessage("dashboard monthly has no filter 'Year', only [Month, Country]");
    }

    @Test
    void aFilterSetToAValueSaysSoToChartsAndToTheBar() throws Exception {
        assertThat(parse("{}").filter("Country").setTo("EIRE")).isEqualTo(JSON.readTree("""
                {"id": "NATIVE_FILTER-c",
                "extraFormData": {"filters": [{"col": "country", "op": "IN", "val": ["EIRE"]}]},
                "filterState": {"label": "EIRE", "value": ["EIRE"]},
                "ownState": {}}
                """));
    }

    private static Dashboard parse(String layout) {
        JsonNode result = JSON.createObjectNode().put("position_json", layout).put("json_metadata", FILTERS);
        return Dashboard.parse("monthly", result);
    }
}
