package dev.shoplake.stack.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.stack.home.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void theOneNamedByTheSettingGoesFirst() throws Exception {
        var program = program("mine", "echo Chromium 150");

        assertThat(browser(program.toString()).executable()).isEqualTo(program);
    }

    @Test
    void aNamedOneThatDoesNotRunIsRefused() throws Exception {
        var program = program("stub", "echo install me first; exit 1");

        assertThatThrownBy(() -> browser(program.toString()).executable())
                .isInstanceOf(StackException.class)
                .hasMessage("SHOPLAKE_BROWSER is '%s': expected a Chromium that runs", program);
    }

    @Test
    void theMachinesOwnIsTakenUnlessItIsAStub() throws Exception {
        program("chromium", "echo install me first; exit 1");
        var real = program("google-chrome", "echo Google Chrome 150");

        assertThat(browserCommand()).isEqualTo(real.toString());
    }

    @Test
    void aMachineWithoutChromiumAndNpmIsToldWhatToInstall() throws Exception {
        assertThat(browserCommand())
                .isEqualTo("browser: no Chromium on the PATH, and no npm to fetch one: install either"
                        + " (Debian: apt-get install chromium), or name one by SHOPLAKE_BROWSER");
    }

    /** What the command prints on a machine whose programs are a shell and those in the folder. */
    private String browserCommand() throws IOException, InterruptedException {
        Files.createSymbolicLink(folder.resolve("sh"), Path.of("/bin/sh"));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "dev.shoplake.stack.StackMain",
                        "browser")
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", folder.toString(),
                        "CLASSPATH", System.getProperty("java.class.path"),
                        "SHOPLAKE_ROOT", root().toString(),
                        "SHOPLAKE_CACHE", folder.resolve("cache").toString()));
        Files.createDirectories(folder.resolve("cache"));
        var process = builder.start();
        try (var output = process.inputReader()) {
            var last = output.lines().reduce("", (before, line) -> line);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return last;
        }
    }

    private Browser browser(String executable) {
        return new Browser(new Cache(folder, (subject, message) -> {}), root(), new BrowserSettings(executable));
    }

    private static Path root() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    private Path program(String name, String script) throws IOException {
        var program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
