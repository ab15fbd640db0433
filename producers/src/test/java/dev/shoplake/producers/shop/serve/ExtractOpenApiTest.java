package dev.shoplake.producers.shop.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ExtractOpenApiTest {
    private static final JsonNode DOCUMENT = document();

    @Test
    void describesThePathsThatAreServed() {
        assertThat(DOCUMENT.path("openapi").textValue()).isEqualTo("3.1.0");
        assertThat(DOCUMENT.path("paths").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        ExtractEndpoint.FULL,
                        ExtractEndpoint.INCREMENTAL,
                        ExtractEndpoint.KEYS,
                        ExtractEndpoint.ROWS,
                        ExtractEndpoint.SNAPSHOTS,
                        ExtractEndpoint.SNAPSHOT,
                        "/health",
                        "/ready",
                        "/metrics");
        assertThat(DOCUMENT.at("/components/securitySchemes/apiKey/name").textValue())
                .isEqualTo(ExtractEndpoint.API_KEY.defaultCase());
        assertThat(DOCUMENT.at("/components/headers").fieldNames())
                .toIterable()
                .contains(PageAnswer.MOMENT.defaultCase(), PageAnswer.ROW_COUNT.defaultCase());
        assertThat(DOCUMENT.at("/components/responses/Page/content").fieldNames())
                .toIterable()
                .containsExactly(PageAnswer.MEDIA_TYPE);
    }

    @Test
    void statesTheLimitsOfTheCode() {
        var limit = DOCUMENT.at("/components/parameters/limit/schema");
        assertThat(limit.path("default").intValue()).isEqualTo(Parameters.DEFAULT_LIMIT);
        assertThat(limit.path("maximum").intValue()).isEqualTo(Parameters.MOST_LIMIT);
        var body = DOCUMENT.path("paths").path(ExtractEndpoint.ROWS).at("/post/requestBody");
        assertThat(body.at("/content/application~1json/schema/maxItems").intValue())
                .isEqualTo(IdList.MOST_IDS);
        assertThat(IdList.MAX_BODY_BYTES).isEqualTo(2 * 1024 * 1024);
        assertThat(body.path("description").textValue()).contains("2 MiB");
        assertThat(StreamSupport.stream(
                                DOCUMENT.at("/components/parameters/table/schema/enum")
                                        .spliterator(),
                                false)
                        .map(JsonNode::textValue)
                        .collect(Collectors.joining(", ")))
                .isEqualTo(ExtractTable.names());
    }

    @Test
    void describesTheProblemThatIsSent() {
        var problem = Problem.parameter("limit", "is '0'", "a whole number from 1");

        assertThat(schema("Problem").validate(problem.toJson(), InputFormat.JSON))
                .isEmpty();
    }

    /** A schema of the document; what a snapshot looks like is held against it where there is one. */
    static Schema schema(String name) {
        var schemas = new JsonMapper().createObjectNode();
        schemas.put("$ref", "#/components/schemas/" + name);
        schemas.set("components", DOCUMENT.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemas.toString(), InputFormat.JSON);
    }

    private static JsonNode document() {
        var name = "/api/shop-extract.openapi.yaml";
        try (var stream = Objects.requireNonNull(ExtractOpenApiTest.class.getResourceAsStream(name), name)) {
            return new YAMLMapper().readTree(stream);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}
