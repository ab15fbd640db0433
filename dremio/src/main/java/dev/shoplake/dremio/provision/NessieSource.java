package dev.shoplake.dremio.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shoplake.dremio.rest.DremioClient;
import dev.shoplake.runtime.settings.LakeSettings;
import java.net.URI;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The lake as a source of type {@code NESSIE}, read over Nessie's native API: Dremio asks the catalog at each query, so a
 * published run is seen at once.
 *
 * @param lake catalog and object store, at the addresses that Dremio reaches them
 * @param renewSecrets whether to write the source though it looks the same: Dremio never shows a secret, so a changed one
 *     cannot be seen
 */
record NessieSource(LakeSettings lake, boolean renewSecrets) implements Step {
    /** The source's name, first part of each table's name. */
    static final String NAME = "lake";

    /** What Dremio shows in place of a secret. */
    private static final String HIDDEN = "$DREMIO_EXISTING_VALUE$";

    @Override
    public String name() {
        return "source " + NAME;
    }

    @Override
    public Outcome apply(DremioClient dremio) {
        var wanted = body();
        var detail = "Nessie %s, %s at %s".formatted(lake.catalogUri(), lake.warehouse(), lake.s3Endpoint());
        var found = dremio.find(DremioClient.catalogPath(NAME));
        if (found.isEmpty()) {
            dremio.post("/api/v3/catalog", wanted);
            return Outcome.created(detail);
        }
        if (holds(found.get(), wanted) && !renewSecrets) {
            return Outcome.unchanged(detail);
        }
        var id = found.get().path("id").asText();
        wanted.put("id", id).set("tag", found.get().path("tag"));
        dremio.put("/api/v3/catalog/" + DremioClient.segment(id), wanted);
        return Outcome.changed(detail);
    }

    private ObjectNode body() {
        var config = JsonNodeFactory.instance
                .objectNode()
                .put("nessieEndpoint", lake.catalogUri().toString())
                .put("nessieAuthType", "NONE")
                .put("storageProvider", "AWS")
                .put("awsRootPath", bucketAndFolder(lake.warehouse()))
                .put("credentialType", "ACCESS_KEY")
                .put("awsAccessKey", lake.s3AccessKey().value())
                .put("awsAccessSecret", lake.s3SecretKey().value())
                .put("secure", isEncrypted())
                .put("asyncEnabled", true)
                .put("isCachingEnabled", true)
                .put("maxCacheSpacePct", 100);
        var properties = config.putArray("propertyList");
        Map<String, String> hadoop = Map.of(
                "fs.s3a.endpoint", lake.s3Endpoint().getAuthority(),
                "fs.s3a.endpoint.region", lake.s3Region(),
                "fs.s3a.path.style.access", "true",
                "fs.s3a.connection.ssl.enabled", Boolean.toString(isEncrypted()),
                "dremio.s3.compat", "true");
        hadoop.keySet().stream()
                .sorted()
                .forEach(name -> properties.addObject().put("name", name).put("value", hadoop.get(name)));
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("entityType", "source")
                .put("name", NAME)
                .put("type", "NESSIE")
                // For reflections alone: absent numbers would be read as 0
                .put("accelerationRefreshPeriodMs", 3_600_000L)
                .put("accelerationGracePeriodMs", 10_800_000L);
        body.set("config", config);
        return body;
    }

    private boolean isEncrypted() {
        return "https".equals(lake.s3Endpoint().getScheme());
    }

    /** {@code shoplake/warehouse} of {@code s3://shoplake/warehouse}. */
    private static String bucketAndFolder(URI location) {
        return (location.getAuthority() + location.getPath()).replaceAll("/+$", "");
    }

    /** Whether all that is wanted is found; Dremio adds defaults of its own, and hides secrets. */
    static boolean holds(JsonNode found, JsonNode wanted) {
        if (found.isTextual() && found.asText().equals(HIDDEN)) {
            return true;
        }
        if (wanted.isObject()) {
            return wanted.properties().stream().allMatch(field -> holds(found.path(field.getKey()), field.getValue()));
        }
        if (wanted.isArray()) {
            return found.size() == wanted.size()
                    && IntStream.range(0, wanted.size()).allMatch(i -> holds(found.path(i), wanted.path(i)));
        }
        return found.isValueNode() && found.asText().equals(wanted.asText());
    }
}
