package dev.shoplake.producers.shop.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void writesOnePlainLineAStepWithoutATerminal() {
        try (var steps = Steps.plain(out)) {
            steps.begin("reading orders.csv");
            steps.rows(1_234);
            steps.note("a remark");
            steps.begin("writing orders");
        }

        assertThat(text().lines().map(StepsTest::withoutSeconds))
                .containsExactly("a remark", "  reading orders.csv: 1,234 rows, # s", "  writing orders: # s");
    }

    @Test
    void writesOverItsLineOnATerminal() {
        try (var steps = Steps.onTerminal(out)) {
            steps.begin("reading orders.csv");
            steps.rows(1_234);
        }

        assertThat(withoutSeconds(text()))
                .startsWith("\r\033[K  reading orders.csv: # s")
                .endsWith("\r\033[K  reading orders.csv: 1,234 rows, # s\n");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String withoutSeconds(String line) {
        return line.replaceAll("\\d+\\.\\d s", "# s");
    }
}
