package dev.shoplake.dremio.provision;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.MartTables;
import dev.shoplake.dremio.rest.DremioClient;
import dev.shoplake.dremio.rest.DremioException;
import java.util.List;
import java.util.Locale;

/**
 * A view over one mart, column by column, so that it shows what the contract says and nothing that a table happens to hold.
 *
 * @param mart the table of that name in the lake
 */
public record MartView(LakeTable mart) implements Step {
    /** A view for each mart there is. */
    public static List<MartView> all() {
        return MartTables.all().stream().map(MartView::new).toList();
    }

    @Override
    public String name() {
        return "view " + path();
    }

    /** Its name in SQL. */
    public String path() {
        return Space.NAME + "." + mart.name();
    }

    @Override
    public Outcome apply(DremioClient dremio) {
        var found = dremio.find(catalogPath());
        if (found.isPresent() && sameSql(found.get().path("sql").asText(), mart.query())) {
            return Outcome.unchanged("");
        }
        try {
            dremio.execute("CREATE OR REPLACE VIEW %s AS %s".formatted(path(), mart.query()));
        } catch (DremioException e) {
            if (e.isMissingTable()) {
                return Outcome.pending();
            }
            throw e;
        }
        return found.isPresent() ? Outcome.changed("") : Outcome.created("");
    }

    String catalogPath() {
        return DremioClient.catalogPath(Space.NAME, mart.name());
    }

    /** Dremio may write a statement anew, with quotes, capitals and line breaks of its own. */
    static boolean sameSql(String left, String right) {
        return plain(left).equals(plain(right));
    }

    private static String plain(String sql) {
        return sql.replace("\"", "").replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
    }
}
