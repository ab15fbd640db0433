package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EtlMainTest {
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(Map<String, String> environment, String... arguments) {
        return EtlMain.commandLine(environment)
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    @Test
    void helpNamesEveryStage() {
        assertThat(run(Map.of(), "--help")).isZero();

        assertThat(output.toString())
                .contains(
                        "run",
                        "extract",
                        "clean",
                        "structure",
                        "mart",
                        "audit",
                        "publish",
                        "watch",
                        "window",
                        "maintain",
                        "runs",
                        "close-month",
                        "closes",
                        "restatements",
                        "etl run --from");
    }

    @Test
    void wrongSettingsAreExplainedTogether() {
        assertThat(run(Map.of("SHOPLAKE_ETL_X", "1"), "run")).isEqualTo(2);

        assertThat(errors.toString()).contains("SHOPLAKE_POSTGRES_URL is missing", "SHOPLAKE_ETL_X is not a known key");
    }

    @Test
    void aStageRefusesWhatIsNoRun() {
        assertThat(run(EtlSettingsTest.NEEDED, "clean", "--run", "november")).isEqualTo(2);

        assertThat(errors.toString())
                .contains("--run: 'november' is no run: expected such as etl_2011_11_01_2011_12_01");
    }

    @Test
    void timesThatAreNoneAreExplained() {
        assertThat(run(EtlSettingsTest.NEEDED, "maintain", "--history", "-P1D")).isEqualTo(2);
        assertThat(run(EtlSettingsTest.NEEDED, "close-month", "2023-9")).isEqualTo(2);
        assertThat(run(EtlSettingsTest.NEEDED, "run", "--from", "2023-02-29", "--to", "2023-03-01"))
                .isEqualTo(2);

        assertThat(errors.toString())
                .contains("--history", "'-P1D' is not an age such as P7D or PT12H")
                .contains("'2023-9' is not a month such as 2011-11")
                .contains("--from", "'2023-02-29' is not a day such as 2011-11-30")
                .doesNotContain("java.");
    }

    @Test
    void halfAWindowIsNone() {
        assertThat(run(EtlSettingsTest.NEEDED, "run", "--from", "2011-01-01")).isEqualTo(2);

        assertThat(errors.toString()).contains("--to");
    }

    @Test
    void aDayThatIsNoneIsRefused() {
        assertThat(run(EtlSettingsTest.NEEDED, "clean", "--from", "2011-02-30", "--to", "2011-03-01"))
                .isEqualTo(2);

        assertThat(errors.toString()).contains("--from", "2011-02-30");
    }

    @Test
    void aWindowThatEndsBeforeItBeginsIsRefusedBeforeAnythingIsTouched() {
        assertThat(run(EtlSettingsTest.NEEDED, "clean", "--from", "2011-02-01", "--to", "2011-01-01"))
                .isEqualTo(2);

        assertThat(errors.toString()).contains("--from 2011-02-01 must be before --to 2011-01-01");
    }

    @Test
    void aPauseThatIsNoneIsRefused() {
        assertThat(run(EtlSettingsTest.NEEDED, "watch", "--every", "0")).isEqualTo(2);

        assertThat(errors.toString()).contains("--every: '0' is not 1 or more");
    }

    @Test
    void aMonthThatIsNoneIsRefusedBeforeAnythingIsTouched() {
        assertThat(run(EtlSettingsTest.NEEDED, "close-month", "2011-13")).isEqualTo(2);

        assertThat(errors.toString()).contains("MONTH", "2011-13");
    }

    @Test
    void aMonthIsClosedAgainOrLeftAndNotBoth() {
        assertThat(run(EtlSettingsTest.NEEDED, "close-month", "2011-11", "--again", "--unless-closed"))
                .isEqualTo(2);

        assertThat(errors.toString()).contains("--again", "--unless-closed", "mutually exclusive");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamed() {
        assertThat(run(EtlSettingsTest.NEEDED, "run")).isEqualTo(1);

        assertThat(errors.toString())
                .contains("the shop's database jdbc:postgresql://127.0.0.1:1/shop does not answer");
    }
}
