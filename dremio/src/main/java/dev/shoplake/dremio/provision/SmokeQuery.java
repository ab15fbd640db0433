package dev.shoplake.dremio.provision;

import dev.shoplake.dremio.rest.Account;
import dev.shoplake.dremio.rest.DremioClient;

/** The proof: the reader reads the marts, through the view, from the lake's files. */
record SmokeQuery(Account reader) implements Step {
    @Override
    public String name() {
        return "query as " + reader.user();
    }

    @Override
    public Outcome apply(DremioClient dremio) {
        var sql = "SELECT COUNT(*) AS months_published FROM %s.monthly_kpis".formatted(Space.NAME);
        var rows = dremio.as(reader).rows(sql);
        return Outcome.checked("%s months in %s.monthly_kpis"
                .formatted(rows.path(0).path("months_published").asText(), Space.NAME));
    }
}
