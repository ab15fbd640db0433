package dev.shoplake.report.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shoplake.report.ReportException;
import dev.shoplake.report.superset.Superset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a dashboard is built.
 *
 * @param slug its name in addresses
 * @param tabs at least one
 */
public record Dashboard(String slug, List<Tab> tabs, List<Filter> filters) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Dashboard {
        tabs = List.copyOf(tabs);
        filters = List.copyOf(filters);
    }

    /** Asks Superset for it. */
    public static Dashboard read(Superset superset, String slug) {
        return parse(slug, superset.get("/api/v1/dashboard/" + slug).path("result"));
    }

    /** Reads what Superset says of a dashboard; layout and filters are JSON texts inside of JSON. */
    static Dashboard parse(String slug, JsonNode result) {
        var layout = tree(result, "position_json");
        var tabs = new ArrayList<Tab>();
        for (var tab : children(layout, topTabs(layout))) {
            tabs.add(new Tab(tab.path("meta").path("text").asText(), charts(layout, tab)));
        }
        if (tabs.isEmpty()) {
            tabs.add(new Tab("", charts(layout, layout.path("ROOT_ID"))));
        }
        var filters = new ArrayList<Filter>();
        for (var filter : tree(result, "json_metadata").path("native_filter_configuration")) {
            filters.add(Filter.parse(filter));
        }
        return new Dashboard(slug, tabs, filters);
    }

    /**
     * A filter by the name that people see.
     *
     * @throws ReportException if there is none
     */
    public Filter filter(String name) {
        return filters.stream()
                .filter(filter -> filter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ReportException("dashboard %s has no filter '%s', only %s"
                        .formatted(
                                slug, name, filters.stream().map(Filter::name).toList())));
    }

    /**
     * A path that opens the dashboard with some filters set and the others as they are by default.
     *
     * @param values the value of each filter
     */
    public String pathWith(Superset superset, Map<Filter, String> values) {
        var masks = JSON.createObjectNode();
        values.forEach((filter, value) -> masks.set(filter.id(), filter.setTo(value)));
        var state = JSON.createObjectNode();
        state.set("dataMask", masks);
        var key =
                superset.post("/api/v1/dashboard/" + slug + "/permalink", state).path("key");
        return "/superset/dashboard/%s/?permalink_key=%s".formatted(slug, key.asText());
    }

    /** Tabs may stand at the top or in the grid below it. */
    private static JsonNode topTabs(JsonNode layout) {
        for (var child : children(layout, layout.path("ROOT_ID"))) {
            if (child.path("type").asText().equals("TABS")) {
                return child;
            }
            for (var grandchild : children(layout, child)) {
                if (grandchild.path("type").asText().equals("TABS")) {
                    return grandchild;
                }
            }
        }
        return layout.path("no tabs");
    }

    private static List<Chart> charts(JsonNode layout, JsonNode node) {
        var charts = new ArrayList<Chart>();
        if (node.path("type").asText().equals("CHART")) {
            var meta = node.path("meta");
            var name =
                    meta.path("sliceNameOverride").asText(meta.path("sliceName").asText());
            charts.add(new Chart(meta.path("chartId").asLong(), name));
        }
        children(layout, node).forEach(child -> charts.addAll(charts(layout, child)));
        return charts;
    }

    private static List<JsonNode> children(JsonNode layout, JsonNode node) {
        var children = new ArrayList<JsonNode>();
        node.path("children").forEach(id -> children.add(layout.path(id.asText())));
        return children;
    }

    private static JsonNode tree(JsonNode result, String field) {
        try {
            return JSON.readTree(result.path(field).asText("{}"));
        } catch (JsonProcessingException e) {
            throw new ReportException("Superset's %s is no JSON".formatted(field), e);
        }
    }
}
