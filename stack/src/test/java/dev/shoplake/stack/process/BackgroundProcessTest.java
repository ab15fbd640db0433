package dev.shoplake.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void endWhatRuns() {
        BackgroundProcess.read(identity()).ifPresent(BackgroundProcess::kill);
    }

    @Test
    void isFoundAgainByItsFile() throws Exception {
        var started = start("sleep 60");

        var found = BackgroundProcess.read(identity()).orElseThrow();

        assertThat(found.pid()).isEqualTo(started.pid());
        assertThat(found.isAlive()).isTrue();
        assertThat(ProcessHandle.of(found.pid())
                        .flatMap(process -> process.info().command()))
                .hasValueSatisfying(command -> assertThat(command).endsWith("sh"));
    }

    @Test
    void stopEndsChildrenThatIgnoreTheSignalAndHaveSessionsOfTheirOwn() throws Exception {
        var process = start("trap '' TERM; setsid sleep 61 & sleep 62 & trap 'exit 0' TERM; echo ready; wait");
        awaitLog("ready");
        var family = ProcessHandle.of(process.pid()).orElseThrow().descendants().toList();
        assertThat(family).hasSize(2);

        process.stop(PATIENCE);

        assertThat(process.isAlive()).isFalse();
        assertThat(family.stream().flatMap(member -> ProcessTable.find(member.pid()).stream()))
                .noneMatch(ProcessTable.Entry::isAlive);
    }

    @Test
    void tellsWhetherTheProcessStoppedByItself() throws Exception {
        var deaf = start("trap '' TERM; echo ready; while :; do sleep 1; done");
        awaitLog("ready");

        assertThat(deaf.stop(Duration.ofMillis(300))).isFalse();
        assertThat(deaf.isAlive()).isFalse();
        assertThat(start("sleep 60").stop(PATIENCE)).isTrue();
    }

    @Test
    void processThatGotTheSameNumberLaterIsNotTakenForIt() throws Exception {
        var other = start("sleep 60");
        var lines = Files.readAllLines(identity());
        var fields = lines.get(1).split(" ", -1);
        fields[21] = Long.toString(Long.parseLong(fields[21]) - 1);
        var file = Files.write(folder.resolve("earlier"), List.of(lines.get(0), String.join(" ", fields)));

        var earlier = BackgroundProcess.read(file).orElseThrow();
        earlier.kill();

        assertThat(earlier.isAlive()).isFalse();
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void processOfAnEarlierBootIsDead() throws Exception {
        var other = start("sleep 60");
        var lines = Files.readAllLines(identity());
        var file =
                Files.write(folder.resolve("earlier"), List.of("00000000-0000-0000-0000-000000000000", lines.get(1)));

        var earlier = BackgroundProcess.read(file).orElseThrow();
        earlier.kill();

        assertThat(earlier.isAlive()).isFalse();
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void halfWrittenFileIsNobody() throws Exception {
        Files.writeString(identity(), "00000000-0000-0000-0000-000000000000\n");

        assertThat(BackgroundProcess.read(identity())).isEmpty();
    }

    private BackgroundProcess start(String script) throws IOException {
        return BackgroundProcess.start(
                identity(), folder.resolve("log"), new Launch(List.of("sh", "-c", script), Map.of(), folder));
    }

    private void awaitLog(String text) throws IOException {
        while (!Files.readString(folder.resolve("log")).contains(text)) {
            Thread.onSpinWait();
        }
    }

    private Path identity() {
        return folder.resolve("identity");
    }
}
