package dev.shoplake.producers.shop.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void writesOnePlainLineAStepWithoutATerminal() {
        try (var progress = Progress.plain(out)) {
            progress.step("reading orders.csv");
            progress.rows(1_234);
            progress.note("a remark");
            progress.step("writing orders");
        }

        assertThat(text().lines().map(ProgressTest::withoutSeconds))
                .containsExactly("a remark", "  reading orders.csv: 1,234 rows, # s", "  writing orders: # s");
    }

    @Test
    void writesOverItsLineOnATerminal() {
        try (var progress = Progress.onTerminal(out)) {
            progress.step("reading orders.csv");
            progress.rows(1_234);
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
