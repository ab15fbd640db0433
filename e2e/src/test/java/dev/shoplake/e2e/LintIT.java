package dev.shoplake.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The linters that people and the workflow call; the Java's format is the build's own check. */
class LintIT {
    @TempDir
    private Path folder = Path.of("");

    private record Ended(int exitCode, String output) {}

    @Test
    void lintersFindNothing() throws Exception {
        var lint = shoplake("lint", "dockerfile", "shell", "yaml", "python", "workflows");

        assertThat(lint.exitCode()).as(lint.output()).isZero();
        assertThat(lint.output()).containsPattern("dockerfile +ok").containsPattern("workflows +.*ok");
    }

    @Test
    void lintersFindWhatIsWrong() throws Exception {
        var tools = Path.of(shoplake("python", "lint", "-c", "import sys; print(sys.prefix)")
                        .output()
                        .strip()
                        .lines()
                        .toList()
                        .getLast())
                .resolve("bin");
        var file = Files.writeString(folder.resolve("Dockerfile"), "FROM debian:latest\n");
        var script = Files.writeString(folder.resolve("script"), "#!/bin/bash\nrm $1\n");
        var workflow = Files.writeString(
                folder.resolve("workflow.yml"),
                "on: push\njobs: {a: {runs-on: ubuntu-24.04, steps: [{uses: actions/checkout@v6}]}}\n");

        assertThat(run(tools.resolve("hadolint").toString(), file.toString()).output())
                .contains("DL3007");
        assertThat(run(tools.resolve("shellcheck").toString(), script.toString())
                        .output())
                .contains("SC2086");
        assertThat(run(tools.resolve("zizmor").toString(), "--offline", workflow.toString())
                        .output())
                .contains("unpinned-uses");
    }

    @Test
    void dockerComposeAcceptsTheFile() throws Exception {
        assumeThat(run("sh", "-c", "docker compose version").exitCode())
                .as("docker compose is there")
                .isZero();

        var lint = shoplake("lint", "compose");

        assertThat(lint.exitCode()).as(lint.output()).isZero();
    }

    private static Ended shoplake(String... arguments) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of(Repository.root().resolve("shoplake").toString()));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static Ended run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SHOPLAKE_AS_BUILT", "1");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
