package dev.shoplake.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
    @ParameterizedTest
    @CsvSource({
        "Apache Maven 3.8.7, true",
        "Apache Maven 3.8, true",
        "Apache Maven 3.9.11, true",
        "Apache Maven 3.10.0, true",
        "Apache Maven 4.0.0, true",
        "Apache Maven 3.6.3, false",
        "Apache Maven 2.9.9, false",
        "no version at all, false"
    })
    void comparesVersionsByNumber(String line, boolean expected) {
        assertThat(Machine.isAtLeast(line, 3, 8)).isEqualTo(expected);
    }

    @Test
    void examinesAllThatTheStackNeeds(@TempDir Path folder) throws Exception {
        var settings = new StackSettings(folder, folder.resolve("not/yet/there"), folder);

        assertThat(new Machine(settings).examine())
                .extracting(Machine.Finding::subject)
                .containsExactly("system", "JDK", "Maven", "Python", "setsid", "user", "ports", "memory", "disk");
    }
}
