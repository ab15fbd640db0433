package dev.shoplake.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportMainTest {
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void helpTeachesByExamples() {
        assertThat(run("--help")).isZero();

        assertThat(output.toString()).contains("report 2011-11 --mail ann@example.com", "docs/report.md");
    }

    @Test
    void aMalformedMonthIsRefusedInOneMessage() {
        assertThat(run("2011-13")).isEqualTo(2);

        assertThat(errors.toString())
                .isEqualTo("report: MONTH is '2011-13': expected a month such as 2011-11%nSee report --help%n"
                        .formatted());
    }

    @Test
    void aMalformedAddressIsRefusedInOneMessage() {
        assertThat(run("2011-11", "--mail", "ann")).isEqualTo(2);

        assertThat(errors.toString()).startsWith("report: --mail is 'ann': expected a mail address");
    }

    @Test
    void missingSettingsAreNamed() {
        assertThat(run("2011-11")).isEqualTo(2);

        assertThat(errors.toString()).contains("SHOPLAKE_SUPERSET_URL is missing");
    }

    private int run(String... arguments) {
        return ReportMain.commandLine(Map.of())
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
