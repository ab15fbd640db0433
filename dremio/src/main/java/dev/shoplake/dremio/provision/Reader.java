package dev.shoplake.dremio.provision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shoplake.dremio.rest.Account;
import dev.shoplake.dremio.rest.DremioClient;
import dev.shoplake.dremio.rest.DremioException;

/** The account that dashboards and analysts use. Whether its password is right shows in a login. */
record Reader(Account reader) implements Step {
    private static final String USERS = "/api/v3/user";

    @Override
    public String name() {
        return "reader " + reader.user();
    }

    @Override
    public Outcome apply(DremioClient dremio) {
        var found = dremio.find(USERS + "/by-name/" + DremioClient.segment(reader.user()));
        if (found.isEmpty()) {
            dremio.post(USERS, body());
            return Outcome.created("");
        }
        try {
            dremio.as(reader).logIn();
            return Outcome.unchanged("logged in");
        } catch (DremioException.LoginRefused e) {
            var id = found.get().path("id").asText();
            var body = body().put("id", id).<ObjectNode>set("tag", found.get().path("tag"));
            dremio.put(USERS + "/" + DremioClient.segment(id), body);
            return Outcome.changed("password set anew");
        }
    }

    private ObjectNode body() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", reader.user())
                .put("firstName", reader.user())
                .put("lastName", "Shoplake")
                .put("email", reader.user() + "@example.com")
                .put("password", reader.password().value());
    }
}
