package dev.shoplake.producers.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.contracts.event.Reason;
import dev.shoplake.producers.collect.Receipt.Rejection;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CollectorOpenApiTest {
    private static final JsonNode DOCUMENT = document();

    @Test
    void describesThePathsThatAreServed() {
        assertThat(DOCUMENT.path("openapi").textValue()).isEqualTo("3.1.0");
        assertThat(DOCUMENT.path("paths").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(EventsEndpoint.PATH, "/health", "/ready", "/metrics");
        assertThat(DOCUMENT.at("/components/securitySchemes/apiKey/name").textValue())
                .isEqualTo(EventsEndpoint.API_KEY.defaultCase());
    }

    @Test
    void statesTheLimitsOfTheCode() {
        assertThat(EventsEndpoint.MAX_BODY_BYTES).isEqualTo(2 * 1024 * 1024);
        assertThat(EventValidator.MAX_BYTES).isEqualTo(256 * 1024);
        assertThat(operation().at("/requestBody/description").textValue()).contains("2 MiB", "256 KiB");
    }

    @Test
    void describesTheReceiptThatIsSent() {
        var schemas = new JsonMapper().createObjectNode();
        schemas.put("$ref", "#/components/schemas/Receipt");
        schemas.set("components", DOCUMENT.path("components"));
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemas.toString(), InputFormat.JSON);
        var receipt =
                new Receipt(1, List.of(new Rejection(1, null, List.of(new Reason("/quantity", "minimum", "is 0")))));

        assertThat(schema.validate(receipt.toJson(), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(receipt.toJson().replace("\"index\":1", "\"index\":-1"), InputFormat.JSON))
                .hasSize(1);
        assertThat(schema.validate(
                        operation()
                                .at("/responses/202/content/application~1json/example")
                                .toString(),
                        InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void listsEveryAnswer() {
        assertThat(operation().path("responses").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("202", "400", "401", "413", "422", "503");
    }

    private static JsonNode operation() {
        return DOCUMENT.path("paths").path(EventsEndpoint.PATH).path("post");
    }

    private static JsonNode document() {
        var name = "/api/collector.openapi.yaml";
        try (var stream = Objects.requireNonNull(CollectorOpenApiTest.class.getResourceAsStream(name), name)) {
            return new YAMLMapper().readTree(stream);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}
