package dev.shoplake.dremio.provision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.dremio.rest.DremioClient;

/**
 * A copy of a view's rows that Dremio keeps and refreshes on a schedule; queries use it by themselves.
 *
 * @param view what is copied
 */
record RawReflection(MartView view) implements Step {
    private static final String REFLECTIONS = "/api/v3/reflection";

    @Override
    public String name() {
        return "reflection of " + view.path();
    }

    @Override
    public Outcome apply(DremioClient dremio) {
        var shown = dremio.find(view.catalogPath());
        if (shown.isEmpty()) {
            return Outcome.pending();
        }
        var dataset = shown.get().path("id").asText();
        var wanted = body(dataset);
        for (var found : dremio.get("/api/v3/dataset/%s/reflection".formatted(DremioClient.segment(dataset)))
                .path("data")) {
            if (!found.path("name").asText().equals(wanted.path("name").asText())) {
                continue;
            }
            if (NessieSource.holds(found, wanted)) {
                return Outcome.unchanged("");
            }
            var id = found.path("id").asText();
            wanted.put("id", id).set("tag", found.path("tag"));
            dremio.put(REFLECTIONS + "/" + DremioClient.segment(id), wanted);
            return Outcome.changed("");
        }
        dremio.post(REFLECTIONS, wanted);
        return Outcome.created("");
    }

    private ObjectNode body(String dataset) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("type", "RAW")
                .put("name", "shoplake_" + view.mart().name())
                .put("datasetId", dataset)
                .put("enabled", true);
        var fields = body.putArray("displayFields");
        view.mart().columns().stream()
                .map(LakeTable.Column::name)
                .forEach(column -> fields.addObject().put("name", column));
        return body;
    }
}
