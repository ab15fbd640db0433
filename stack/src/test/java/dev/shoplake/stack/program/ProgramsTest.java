package dev.shoplake.stack.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path root = Path.of("");

    @BeforeEach
    void build() throws IOException {
        write("batch-etl/target/classes/dev/shoplake/etl/EtlMain.class", BUILT);
        write("batch-etl/target/batch-etl-1.jar", BUILT.plusSeconds(1));
        var library = write("library.jar", BUILT.plusSeconds(2));
        Files.writeString(root.resolve("batch-etl/target/classpath"), library.toString());
    }

    private Path write(String name, Instant time) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, new byte[0]);
        Files.setLastModifiedTime(file, FileTime.from(time));
        return file;
    }

    private List<String> command() throws IOException {
        return new Programs(root)
                .launch(Program.ETL, List.of("clean"), Map.of(), root)
                .command();
    }

    @Test
    void aStartKnowsWhatAnEarlierOneHasLearnedSinceTheBuild() throws IOException {
        var cache = write("batch-etl/target/dev.shoplake.etl.EtlMain.aot", BUILT.plusSeconds(3));

        assertThat(command()).contains("-XX:AOTCache=" + cache);
    }

    @Test
    void whatWasLearnedBeforeTheBuildIsForgotten() throws IOException {
        write("batch-etl/target/dev.shoplake.etl.EtlMain.aot", BUILT);

        assertThat(command()).noneMatch(flag -> flag.contains("AOT"));
    }

    @Test
    void aProgramThatWasCompiledAfterItWasPackedRunsAsItWasCompiled() throws IOException {
        assertThat(classPath()).startsWith(root.resolve("batch-etl/target/batch-etl-1.jar") + ":");

        write("batch-etl/target/classes/dev/shoplake/etl/EtlMain.class", BUILT.plusSeconds(5));

        assertThat(classPath()).startsWith(root.resolve("batch-etl/target/classes") + ":");
    }

    private String classPath() throws IOException {
        return Objects.requireNonNull(new Programs(root)
                .launch(Program.ETL, List.of("clean"), Map.of(), root)
                .environment()
                .get("CLASSPATH"));
    }

    @Test
    void onlyARunThatGoesAllTheWayTeachesTheNext() {
        assertThat(Program.ETL.goesAllTheWay(List.of("run", "--full"))).isTrue();
        assertThat(Program.ETL.goesAllTheWay(List.of("runs", "list"))).isFalse();
        assertThat(Program.TRAIN.goesAllTheWay(List.of())).isTrue();
        assertThat(Program.TRAIN.goesAllTheWay(List.of("--help"))).isFalse();
    }

    @Test
    void ofARunThatHasLearnedLittleNoCacheIsMade() throws IOException {
        var cache = new StartCache(root.resolve("little.aot"));
        var flag = cache.flagsOfLearning().get(1);
        Files.write(Path.of(flag.substring(flag.indexOf('=') + 1)), new byte[1000]);

        assertThat(cache.canBeMade()).isFalse();
    }

    @Test
    void aCacheIsThereWhenItIsWhole() throws IOException, InterruptedException {
        var cache = new StartCache(root.resolve("known.aot"));
        var flag = cache.flagsOfMaking().get(2);
        var unfinished = flag.substring(flag.indexOf('=') + 1);

        // In the place of the JVM a program that copies one
        var maker = new ProcessBuilder(cache.making(List.of("cp", "library.jar", unfinished)))
                .directory(root.toFile())
                .start();

        assertThat(maker.waitFor()).isZero();
        assertThat(cache.isFresh(BUILT)).isTrue();
        assertThat(root).isDirectoryNotContaining("glob:**.unfinished");
    }
}
