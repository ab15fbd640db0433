package dev.shoplake.report.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shoplake.report.ReportException;
import dev.shoplake.report.superset.Superset;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A filter of the dashboard's bar that offers values of a column.
 *
 * @param id Superset's name of it, such as {@code NATIVE_FILTER-month}
 * @param name as people see it
 * @param dataset Superset's number of the dataset that the values come from
 * @param column that is filtered
 * @param order metric by which the values are sorted, the largest first; empty for the order of the alphabet
 */
public record Filter(String id, String name, long dataset, String column, String order) {
    private static final int MOST_VALUES = 1_000;

    static Filter parse(JsonNode configuration) {
        var target = configuration.path("targets").path(0);
        return new Filter(
                configuration.path("id").asText(),
                configuration.path("name").asText(),
                target.path("datasetId").asLong(),
                target.path("column").path("name").asText(),
                configuration.path("sortMetric").asText(""));
    }

    /**
     * The first value that the bar offers, which is what it is set to when the dashboard is opened.
     *
     * @throws ReportException if there is none
     */
    public String first(Superset superset) {
        var rows = rows(superset, List.of(column), order);
        if (rows.isEmpty()) {
            throw new ReportException(
                    "filter %s of the dashboard has no value: is there any month in the data?".formatted(name));
        }
        return rows.getFirst().path(column).asText();
    }

    /** The distinct rows of some columns of its dataset. */
    public List<JsonNode> rows(Superset superset, List<String> columns) {
        return rows(superset, columns, "");
    }

    private List<JsonNode> rows(Superset superset, List<String> columns, String metric) {
        var question = JsonNodeFactory.instance.objectNode();
        question.put("result_format", "json").put("result_type", "full");
        question.putObject("datasource").put("id", dataset).put("type", "table");
        var query = question.putArray("queries").addObject();
        columns.forEach(query.putArray("columns")::add);
        var metrics = query.putArray("metrics");
        if (!metric.isEmpty()) {
            metrics.add(metric);
            query.putArray("orderby").addArray().add(metric).add(false);
        }
        query.put("row_limit", MOST_VALUES);
        var data = superset.post("/api/v1/chart/data", question).at("/result/0/data");
        return StreamSupport.stream(data.spliterator(), false).toList();
    }

    /** What Superset notes of this filter when it is set to a value. */
    ObjectNode setTo(String value) {
        var mask = JsonNodeFactory.instance.objectNode().put("id", id);
        var condition = mask.putObject("extraFormData").putArray("filters").addObject();
        condition.put("col", column).put("op", "IN").putArray("val").add(value);
        var shown = mask.putObject("filterState").put("label", value);
        shown.putArray("value").add(value);
        mask.putObject("ownState");
        return mask;
    }
}
