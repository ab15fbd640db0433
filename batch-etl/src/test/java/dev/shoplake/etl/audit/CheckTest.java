package dev.shoplake.etl.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.etl.audit.Check.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CheckTest {
    private static final Path FILES = Path.of("src", "main", "resources", "dev", "shoplake", "etl", "audit", "checks");

    @Test
    void everyFileIsACheckAndEveryCheckAFile() throws IOException {
        try (var files = Files.list(FILES)) {
            assertThat(Check.all().stream().map(check -> check.id() + ".sql"))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".sql"))
                                    .toList());
        }
        assertThat(Check.all()).hasSizeGreaterThan(30).doesNotHaveDuplicates();
    }

    @Test
    void aHeaderSaysSeverityAndSentence() {
        assertThat(Check.of("a", "-- severity: warning\n-- sentence: all is well\n-- Why.\nSELECT 0, ''"))
                .isEqualTo(new Check("a", Severity.WARNING, "all is well"));
    }

    @Test
    void aFileWithoutHeaderIsRefused() {
        assertThatThrownBy(() -> Check.of("a", "-- sentence: all is well\nSELECT 0, ''"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("check a does not begin with the lines '-- severity: error'");
        assertThatThrownBy(() -> Check.of("a", "-- severity: fatal\n-- sentence: all is well\nSELECT 0, ''"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** docs/batch.md lists the checks as their files have them. */
    @Test
    void theDocumentListsEveryCheck() throws IOException {
        var table = Check.all().stream()
                .map(check -> "| `%s` | %s | %s |".formatted(check.id(), check.severity(), check.sentence()))
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("..", "docs", "batch.md"))).contains(table);
    }
}
