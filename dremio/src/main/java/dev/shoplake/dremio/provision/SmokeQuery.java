package dev.shoplake.dremio.provision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shoplake.dremio.rest.Account;
import dev.shoplake.dremio.rest.DremioClient;
import dev.shoplake.dremio.rest.DremioException;

/** The proof: the reader reads the marts, through the view, from the lake's files. */
record SmokeQuery(Account reader) implements Step {
    @Override
    public String name() {
        return "query as " + reader.user();
    }

    @Override
    public Outcome apply(DremioClient dremio) {
        var sql = "SELECT COUNT(*) AS months_published FROM %s.monthly_kpis".formatted(Space.NAME);
        JsonNode rows;
        try {
            rows = dremio.as(reader).rows(sql);
        } catch (DremioException e) {
            if (e.isMissingTable()) {
                return Outcome.pending();
            }
            throw e;
        }
        return Outcome.checked("%s months in %s.monthly_kpis"
                .formatted(rows.path(0).path("months_published").asText(), Space.NAME));
    }
}
