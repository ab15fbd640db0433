package dev.shoplake.stack.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.stack.Stack;
import dev.shoplake.stack.StackSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShoplakeCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final StringWriter errors = new StringWriter();
    private final StringWriter usage = new StringWriter();

    @Test
    void helpShowsEveryCommandInAGroup() {
        assertThat(run("--help")).isZero();

        assertThat(usage.toString())
                .contains("Start here:", "The stack:", "Answers:")
                .contains("up ", "down ", "status ", "logs ", "env ", "doctor ", "reset ", "sql ", "recommend ")
                .contains("demo ", "shop ", "events ", "etl ", "train ", "airflow ", "test ");
    }

    @Test
    void unknownCommandIsNamed() {
        assertThat(run("upp")).isEqualTo(2);

        assertThat(errors.toString()).contains("'upp'").contains("./shoplake --help");
    }

    @Test
    void unknownServerIsNamedWithThoseThereAre() {
        assertThat(run("up", "mysql")).isEqualTo(1);

        assertThat(errors.toString()).contains("there is no server 'mysql'", "kafka, postgres, redis");
    }

    @Test
    void envSaysThatNothingRuns() {
        assertThat(run("env")).isEqualTo(1);

        assertThat(errors.toString()).isEqualTo("env: nothing is running: start with ./shoplake up\n");
    }

    @Test
    void openSaysThatNothingRuns() {
        assertThat(run("open")).isEqualTo(1);

        assertThat(errors.toString()).isEqualTo("open: nothing runs: start with ./shoplake up\n");
    }

    @Test
    void coreIsNotLeftOut() {
        assertThat(run("up", "--without", "bi,core")).isEqualTo(1);

        assertThat(errors.toString()).isEqualTo("up: the core cannot be left out: expected some of bi, schedule\n");
    }

    @Test
    void unknownGroupIsRefused() {
        assertThat(run("up", "--without", "kafka")).isEqualTo(2);

        assertThat(errors.toString()).contains("--without", "kafka", "BI, SCHEDULE");
    }

    @Test
    void sqlNeedsTrino() {
        assertThat(run("sql", "SELECT 1")).isEqualTo(1);

        assertThat(errors.toString()).isEqualTo("sql: trino is not running: start with ./shoplake up\n");
    }

    @Test
    void airflowNeedsItsServer() {
        assertThat(run("airflow", "trigger", "lakehouse", "--from", "2011-11-01", "--to", "2011-11-08"))
                .isEqualTo(1);

        assertThat(errors.toString()).isEqualTo("trigger: airflow is not running: start with ./shoplake up\n");
    }

    @Test
    void runOfAMonthIsNotARunOfDays() {
        assertThat(run("airflow", "trigger", "lakehouse", "--from", "2011-11-01"))
                .isEqualTo(2);
        assertThat(run(
                        "airflow",
                        "trigger",
                        "lakehouse",
                        "--month",
                        "2011-11",
                        "--from",
                        "2011-11-01",
                        "--to",
                        "2011-11-02"))
                .isEqualTo(2);
        assertThat(run("airflow", "backfill", "month_close", "--from", "2011-13", "--to", "2011-11"))
                .isEqualTo(2);

        assertThat(errors.toString()).contains("--to=DATE", "mutually exclusive", "'2011-13'");
    }

    @Test
    void sqlFormatIsChecked() {
        assertThat(run("sql", "--format", "xml", "SELECT 1")).isEqualTo(2);

        assertThat(errors.toString()).contains("'xml'", "TABLE, CSV, JSON");
    }

    @Test
    void aClosedMonthIsAMonthAndIsOnlyRead() {
        assertThat(run("sql", "--as-of-close", "2011-13", "SELECT 1")).isEqualTo(2);
        assertThat(run("sql", "--as-of-close", "2011-11", "DELETE FROM marts.funnel"))
                .isEqualTo(1);

        assertThat(errors.toString())
                .contains("'2011-13'")
                .endsWith("sql: --as-of-close takes a query and nothing else: SELECT or WITH\n");
    }

    @Test
    void programNeedsItsServers() {
        assertThat(run("shop", "load", "online-retail", "--file=x")).isEqualTo(1);

        assertThat(errors.toString()).isEqualTo("shop: postgres is not running: start with ./shoplake up\n");
    }

    @Test
    void logOfNobodyIsRefused() {
        assertThat(run("logs", "../stack")).isEqualTo(1);

        assertThat(errors.toString()).contains("there is no log of '../stack'");
    }

    @Test
    void resetWithoutATerminalDeletesNothing() throws Exception {
        Files.createDirectories(folder.resolve("home/data"));

        assertThat(run("reset")).isEqualTo(1);

        assertThat(output.toString(UTF_8)).contains("Nothing was deleted.");
        assertThat(folder.resolve("home/data")).exists();
    }

    @Test
    void resetDeletesNoFolderThatIsNotAStacks() throws Exception {
        Files.createDirectories(folder.resolve("home/data"));

        assertThat(run("reset", "--yes")).isEqualTo(1);

        assertThat(errors.toString()).contains("does not look like a stack's home");
        assertThat(folder.resolve("home/data")).exists();
    }

    private int run(String... arguments) {
        var settings = new StackSettings(folder, folder.resolve("home"), folder.resolve("cache"));
        var stack = Stack.open(settings, Map.of(), (subject, message) -> {});
        return ShoplakeCommand.over(settings, stack, new PrintStream(output, true, UTF_8))
                .setErr(new PrintWriter(errors, true))
                .setOut(new PrintWriter(usage, true))
                .execute(arguments);
    }
}
