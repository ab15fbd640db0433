package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command in a process of its own that is killed as soon as it has said something. */
final class KilledCommand {
    private KilledCommand() {}

    /**
     * Runs a command and kills it.
     *
     * @param report what the line begins with after which it dies
     */
    static void after(TestingLake lake, String report, String... arguments) throws IOException, InterruptedException {
        var process = EtlProcess.builder(lake.environment(), EtlMain.class, List.of(arguments))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.strip().startsWith(report)) {
                line = lines.readLine();
            }
            assertThat(line).describedAs("the report of " + report).isNotNull();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
