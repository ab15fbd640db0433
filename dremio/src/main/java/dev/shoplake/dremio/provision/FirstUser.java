package dev.shoplake.dremio.provision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.shoplake.dremio.rest.Account;
import dev.shoplake.dremio.rest.DremioClient;
import dev.shoplake.dremio.rest.DremioException;

/**
 * The administrator, who is the first user of a new Dremio. Whether a Dremio is new shows in nothing but its refusal to
 * make a first user; that the refusal was right shows in the login.
 */
record FirstUser(Account admin) implements Step {
    @Override
    public String name() {
        return "first user " + admin.user();
    }

    @Override
    public Outcome apply(DremioClient dremio) {
        var user = JsonNodeFactory.instance
                .objectNode()
                .put("userName", admin.user())
                .put("firstName", admin.user())
                .put("lastName", "Shoplake")
                .put("email", admin.user() + "@example.com")
                .put("createdAt", 0)
                .put("password", admin.password().value());
        var refusal = dremio.createFirstUser(user);
        try {
            dremio.logIn();
        } catch (DremioException.LoginRefused e) {
            throw refusal.isEmpty()
                    ? e
                    : new DremioException.LoginRefused(
                            "%s. Nor could this user be made: %s"
                                    .formatted(e.getMessage(), refusal.get().getMessage()),
                            e);
        }
        return refusal.isEmpty() ? Outcome.created("logged in") : Outcome.unchanged("logged in");
    }
}
