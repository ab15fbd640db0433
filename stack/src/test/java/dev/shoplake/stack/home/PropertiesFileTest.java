package dev.shoplake.stack.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsWhatItWrote() throws Exception {
        var file = folder.resolve("new/folder/settings");
        var values = Map.of("url", "jdbc:trino://127.0.0.1:1/lake", "dir", " a=b\\c # é", "empty", "");

        PropertiesFile.write(file, values);

        assertThat(PropertiesFile.read(file)).isEqualTo(values);
        assertThat(Files.readAllLines(file)).hasSize(3).isSorted();
    }

    @Test
    void absentFileHoldsNothing() {
        assertThat(PropertiesFile.read(folder.resolve("none"))).isEmpty();
    }
}
