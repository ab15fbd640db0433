package dev.shoplake.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.options.RequestOptions;
import dev.shoplake.report.dashboard.Chart;
import dev.shoplake.report.superset.Superset;
import java.util.ArrayList;
import java.util.List;

/** A dashboard that an administrator makes for one story, and takes away after it. */
final class TemporaryDashboard implements AutoCloseable {
    private static final String VISUALISATION = "table";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Superset superset;
    private final long id;
    private final List<Chart> charts = new ArrayList<>();

    TemporaryDashboard(Superset superset) {
        this.superset = superset;
        this.id = superset.post("/api/v1/dashboard/", JSON.createObjectNode().put("dashboard_title", "Temporary"))
                .path("id")
                .asLong();
    }

    String path() {
        return "/superset/dashboard/" + id + "/";
    }

    /** Adds a table with a figure in SQL for each month of a dataset, of the rows for which a condition in SQL holds. */
    Chart add(String name, long dataset, String figure, String condition) {
        var form = JSON.createObjectNode().put("viz_type", VISUALISATION).put("query_mode", "aggregate");
        form.put("datasource", dataset + "__table").put("row_limit", 100);
        form.putArray("groupby").add("year_month");
        form.putArray("metrics")
                .addObject()
                .put("expressionType", "SQL")
                .put("sqlExpression", figure)
                .put("label", "figure");
        form.putArray("adhoc_filters")
                .addObject()
                .put("clause", "WHERE")
                .put("expressionType", "SQL")
                .put("sqlExpression", condition);
        var chart = JSON.createObjectNode()
                .put("slice_name", name)
                .put("viz_type", VISUALISATION)
                .put("datasource_id", dataset)
                .put("datasource_type", "table")
                .put("params", form.toString());
        chart.putArray("dashboards").add(id);
        var added = new Chart(superset.post("/api/v1/chart/", chart).path("id").asLong(), name);
        charts.add(added);
        layOut();
        return added;
    }

    private void layOut() {
        var layout = JSON.createObjectNode().put("DASHBOARD_VERSION_KEY", "v2");
        node(layout, "ROOT_ID", "ROOT").putArray("children").add("GRID_ID");
        node(layout, "GRID_ID", "GRID").putArray("children").add("ROW-1");
        var row = node(layout, "ROW-1", "ROW");
        row.putObject("meta").put("background", "BACKGROUND_TRANSPARENT");
        var places = row.putArray("children");
        for (var chart : charts) {
            var name = "CHART-" + chart.id();
            places.add(name);
            var place = node(layout, name, "CHART");
            place.putArray("children");
            place.putObject("meta")
                    .put("chartId", chart.id())
                    .put("sliceName", chart.name())
                    .put("width", 3)
                    .put("height", 30);
        }
        send("PUT", "/api/v1/dashboard/" + id, JSON.createObjectNode().put("position_json", layout.toString()));
    }

    private static ObjectNode node(ObjectNode layout, String id, String type) {
        return layout.putObject(id).put("id", id).put("type", type);
    }

    private void send(String method, String path, JsonNode document) {
        var token = superset.get("/api/v1/security/csrf_token/").path("result").asText();
        var answer = superset.page()
                .request()
                .fetch(
                        superset.resolve(path).toString(),
                        RequestOptions.create()
                                .setMethod(method)
                                .setHeader("Content-Type", "application/json")
                                .setHeader("X-CSRFToken", token)
                                .setHeader("Referer", superset.resolve("/").toString())
                                .setData(document.toString()));
        assertThat(answer.ok()).as("%s %s: %s", method, path, answer.text()).isTrue();
    }

    @Override
    public void close() {
        charts.forEach(chart -> send("DELETE", "/api/v1/chart/" + chart.id(), JSON.createObjectNode()));
        send("DELETE", "/api/v1/dashboard/" + id, JSON.createObjectNode());
    }
}
