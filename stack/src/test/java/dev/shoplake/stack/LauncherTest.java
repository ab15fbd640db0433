package dev.shoplake.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script on machines that lack things: a PATH of chosen tools, in a project whose build has been done. */
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "dirname",
            "find",
            "flock",
            "mkdir",
            "mv",
            "readlink",
            "sed",
            "setsid",
            "sh",
            "touch",
            "true",
            "unshare");

    @TempDir
    private Path machine = Path.of("");

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void furnish() throws IOException {
        var tools = Files.createDirectory(machine.resolve("bin"));
        for (var tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), onPath(tool));
        }
        Files.copy(Path.of("../shoplake").toRealPath(), project("shoplake"));
        Files.setPosixFilePermissions(project("shoplake"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(project("pom.xml"), "<project/>");
        Files.writeString(project("stack/pom.xml"), "<project/>");
        Files.createDirectories(project("stack/src/main/java"));
        Files.createDirectories(project("stack/target"));
        Files.createSymbolicLink(
                project("stack/target/classes"), Path.of("target/classes").toRealPath());
        Files.writeString(project("stack/target/classpath"), System.getProperty("java.class.path"));
        Files.createFile(project("target/built"));
        Files.setLastModifiedTime(
                project("target/built"), FileTime.from(Instant.now().plusSeconds(5)));
        environment.put("SHOPLAKE_JDK_FOLDERS", System.getProperty("java.home"));
    }

    @Test
    void saysInOneLineHowToGetAMissingJdk() throws Exception {
        environment.put("SHOPLAKE_JDK_FOLDERS", "");

        var run = shoplake("--help");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output())
                .isEqualTo(
                        "shoplake: JDK 25 or newer is needed and was not found: install it (such as Eclipse Temurin 25)"
                                + " and set JAVA_HOME to its folder\n");
    }

    @Test
    void passesByOlderJdks() throws Exception {
        environment.put("JAVA_HOME", jdk("17.0.13").toString());
        environment.put(
                "SHOPLAKE_JDK_FOLDERS",
                "%s %s %s".formatted(jdk("1.8.0_402"), machine.resolve("none"), System.getProperty("java.home")));

        var run = shoplake("--help");

        assertThat(run.output()).contains("Start here:");
        assertThat(run.code()).isZero();
    }

    @Test
    void worksFromAnyFolderThroughALink() throws Exception {
        Files.createSymbolicLink(machine.resolve("link"), project("shoplake"));

        var run = run(Path.of("/"), machine.resolve("link").toString(), "env");

        assertThat(run.output()).isEqualTo("env: nothing is running: start with ./shoplake up\n");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void doctorNamesWhatIsMissing() throws Exception {
        var run = shoplake("doctor");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output().lines().filter(line -> line.startsWith("MISSING")))
                .anySatisfy(line -> assertThat(line).contains("Maven", "3.8 or newer", "apt-get install maven"))
                .anySatisfy(line -> assertThat(line).contains("Python", "3.11 or newer", "python3-venv"));
        assertThat(run.output()).containsPattern("ok +JDK +2\\d");
    }

    @Test
    void serverThatNeedsPythonSaysSo() throws Exception {
        var run = shoplake("up", "mlflow");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output())
                .contains("mlflow: Python 3.11 or newer with its venv module is needed and was not found");
    }

    @Test
    void buildsWhenASourceIsNewer() throws Exception {
        maven("exit 0");
        assertThat(shoplake("--help").output()).doesNotContain("Building");

        Files.writeString(project("stack/src/main/java/New.java"), "class New {}");
        Files.setLastModifiedTime(
                project("stack/src/main/java/New.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(shoplake("--help").output())
                .startsWith("Building what has changed ...\n")
                .contains("Start here:");
    }

    @Test
    void firstBuildTellsHowFarItIs() throws Exception {
        Files.delete(project("target/built"));
        maven("""
                echo '[INFO] Scanning for projects...'
                echo '[INFO] Building contracts 0.1.0-SNAPSHOT                    [2/13]'
                echo '[INFO] Building jar: contracts.jar'""");

        assertThat(shoplake("--help").output())
                .startsWith("Building for the first time")
                .contains("\n  [2/13] contracts\n")
                .doesNotContain("Scanning", "jar")
                .contains("Start here:");
    }

    @Test
    void aJarThatTheBuildLeftAloneIsDatedAfterItsClassesAndNoOtherOne() throws Exception {
        Files.delete(project("target/built"));
        maven("exit 0");
        var compiled = Instant.now().minusSeconds(60);
        for (var module : List.of("left", "packed")) {
            var classes = Files.createDirectories(project(module + "/target/classes"));
            Files.setLastModifiedTime(Files.createFile(classes.resolve("Main.class")), FileTime.from(compiled));
            Files.setLastModifiedTime(classes, FileTime.from(compiled));
        }
        var left = Files.createFile(project("left/target/left-0.1.0-SNAPSHOT.jar"));
        Files.setLastModifiedTime(left, FileTime.from(compiled.minusSeconds(60)));
        var packed = Files.createFile(project("packed/target/packed-0.1.0-SNAPSHOT.jar"));
        Files.setLastModifiedTime(packed, FileTime.from(compiled.plusSeconds(1)));
        var packedAt = Files.getLastModifiedTime(packed);

        assertThat(shoplake("--help").code()).isZero();

        assertThat(Files.getLastModifiedTime(left).toInstant()).isAfter(compiled);
        assertThat(Files.getLastModifiedTime(packed)).isEqualTo(packedAt);
    }

    @Test
    void saysHowToGetAMissingMaven() throws Exception {
        Files.delete(project("target/built"));

        var run = shoplake("--help");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).startsWith("shoplake: Maven 3.8 or newer is needed and was not found: install it");
    }

    @Test
    void failedBuildIsRepeatedNextTime() throws Exception {
        Files.delete(project("target/built"));
        maven("echo 'cannot compile'; exit 1");

        assertThat(shoplake("--help").output()).contains("cannot compile", "shoplake: the build failed, see above");
        assertThat(shoplake("--help").output()).contains("shoplake: the build failed, see above");
    }

    @Test
    void whatEndsAStackDoesNotWaitForSourcesThatBuild() throws Exception {
        Files.setLastModifiedTime(
                project("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
        maven("exit 1");

        assertThat(shoplake("down").code()).isZero();
        assertThat(shoplake("up", "redis").output()).contains("the build failed");
    }

    private record Run(int code, String output) {}

    private Run shoplake(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(project("shoplake").toString()));
        command.addAll(List.of(arguments));
        return run(machine, command.toArray(String[]::new));
    }

    private Run run(Path folder, String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", machine.resolve("bin").toString());
        builder.environment().put("HOME", machine.toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), output);
    }

    private Path project(String name) throws IOException {
        var file = machine.resolve("project").resolve(name);
        Files.createDirectories(machine.resolve("project/target"));
        Files.createDirectories(machine.resolve("project/stack"));
        return file;
    }

    /** A program that answers in Maven's place: what it would build is not under test. */
    private void maven(String script) throws IOException {
        var file = Files.writeString(machine.resolve("bin/mvn"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A folder that looks like a JDK of a version; its compiler would fail. */
    private Path jdk(String version) throws IOException {
        var folder = machine.resolve("jdk-" + version);
        Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("bin/javac"), onPath("false"));
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        return folder;
    }

    private static Path onPath(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + tool));
    }
}
