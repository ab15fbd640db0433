package dev.shoplake.recommender.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The published document, as a judge of answers. */
public final class OpenApi {
    private final JsonNode document;

    private OpenApi(JsonNode document) {
        this.document = document;
    }

    public static OpenApi read() throws IOException {
        try (var stream = OpenApi.class.getResourceAsStream("/api/recommender.openapi.yaml")) {
            return new OpenApi(new YAMLMapper().readTree(stream));
        }
    }

    /** {@code GET /path} and so on. */
    public List<String> operations() {
        var operations = new ArrayList<String>();
        document.required("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                verb -> operations.add(verb.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** Fails unless the text conforms to a schema of the document. */
    public void assertConforms(String text, String schemaName) {
        var root = JsonMapper.builder().build().createObjectNode();
        root.put("$ref", "#/components/schemas/" + schemaName);
        root.set("components", document.required("components"));
        assertConforms(text, root.toString(), schemaName);
    }

    /** Fails unless the text conforms to a JSON Schema. */
    public static void assertConforms(String text, String schemaText, String name) {
        var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaText, InputFormat.JSON)
                .validate(
                        text,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        assertThat(errors).as("%s against %s", text, name).isEmpty();
    }
}
