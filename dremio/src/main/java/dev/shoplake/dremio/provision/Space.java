package dev.shoplake.dremio.provision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.shoplake.dremio.rest.DremioClient;

/** The space that holds the views: one level, for the driver of dashboards takes a schema's name as one word. */
record Space() implements Step {
    static final String NAME = "marts";

    @Override
    public String name() {
        return "space " + NAME;
    }

    @Override
    public Outcome apply(DremioClient dremio) {
        if (dremio.find(DremioClient.catalogPath(NAME)).isPresent()) {
            return Outcome.unchanged("");
        }
        dremio.post(
                "/api/v3/catalog",
                JsonNodeFactory.instance.objectNode().put("entityType", "space").put("name", NAME));
        return Outcome.created("");
    }
}
