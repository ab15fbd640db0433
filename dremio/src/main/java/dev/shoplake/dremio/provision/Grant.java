package dev.shoplake.dremio.provision;

import dev.shoplake.dremio.rest.DremioClient;
import dev.shoplake.dremio.rest.DremioException;

/**
 * The reader may read the space and nothing else. Community Edition has no privileges: every account is an administrator
 * there, and Dremio says that it cannot grant.
 *
 * @param user who may read
 */
record Grant(String user) implements Step {
    private static final String ENTERPRISE_ONLY = "only supported in Enterprise Edition";

    @Override
    public String name() {
        return "grant to " + user;
    }

    @Override
    public Outcome apply(DremioClient dremio) {
        try {
            dremio.execute(sql());
            return Outcome.checked("SELECT on space " + Space.NAME);
        } catch (DremioException e) {
            if (String.valueOf(e.getMessage()).contains(ENTERPRISE_ONLY)) {
                return Outcome.unavailable("Community Edition has no grants: every account may do everything");
            }
            throw e;
        }
    }

    private String sql() {
        return "GRANT SELECT ON SPACE %s TO USER \"%s\"".formatted(Space.NAME, user.replace("\"", "\"\""));
    }
}
