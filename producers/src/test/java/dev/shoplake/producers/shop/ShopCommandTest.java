package dev.shoplake.producers.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void helpTeachesWithoutAnySetting() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString()).contains("migrate", "load", "catalogue", "serve", "Examples:", "load csv");
        assertThat(run(Map.of(), "load", "--help")).isZero();
        assertThat(out.toString()).contains("online-retail", "order_items.csv");
    }

    @Test
    void wrongArgumentsAreExplainedWithExitCodeTwo() {
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(errors.toString()).contains("Which command?");
        assertThat(run(Map.of(), "load")).isEqualTo(2);
        assertThat(errors.toString()).contains("Which source?");
        assertThat(run(Map.of(), "load", "csv")).isEqualTo(2);
        assertThat(errors.toString()).contains("Missing required parameter: 'DIR'");
        assertThat(run(Map.of(), "load", "xml", "here")).isEqualTo(2);
        assertThat(errors.toString()).contains("Unmatched arguments from index 1: 'xml', 'here'");
    }

    @Test
    void missingSettingsAreExplainedWithExitCodeTwo() {
        assertThat(run(Map.of(), "migrate")).isEqualTo(2);
        assertThat(errors.toString())
                .contains("SHOPLAKE_POSTGRES_URL is missing")
                .doesNotContain("REDIS");
        assertThat(run(Map.of(), "load", "csv", ".")).isEqualTo(2);
        assertThat(errors.toString()).contains("SHOPLAKE_REDIS_URI is missing");
        assertThat(run(Map.of(), "serve")).isEqualTo(2);
        assertThat(errors.toString()).contains("SHOPLAKE_EXTRACT_API_KEY is missing");
    }

    @Test
    void aDatabaseThatIsAwayIsExplainedWithExitCodeOne() {
        var nobodyListens = Map.of(
                "SHOPLAKE_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/shop",
                "SHOPLAKE_POSTGRES_PASSWORD", "x",
                "SHOPLAKE_REDIS_URI", "redis://127.0.0.1:1",
                "SHOPLAKE_REDIS_PASSWORD", "x");

        assertThat(run(nobodyListens, "load", "csv", ".")).isEqualTo(1);
        assertThat(errors.toString()).startsWith("The shop's database failed: Connection to 127.0.0.1:1 refused");
        assertThat(run(nobodyListens, "migrate")).isEqualTo(1);
        assertThat(errors.toString()).contains("The shop's tables could not be made: ");
    }

    private int run(Map<String, String> environment, String... args) {
        return ShopCommand.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(args);
    }
}
