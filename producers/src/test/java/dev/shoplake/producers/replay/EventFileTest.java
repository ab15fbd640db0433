package dev.shoplake.producers.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    @TempDir
    private Path folder;

    @Test
    void givesEveryLineThatIsNotEmptyAsItIs() throws IOException {
        assertThat(lines(plain("{\"a\":\"é\"}\n\n  \nx\r\nlast")))
                .containsExactly("{\"a\":\"é\"}", "  ", "x\r", "last");
        assertThat(lines(plain(""))).isEmpty();
        assertThat(lines(plain("\n"))).isEmpty();
        assertThat(lines(plain("a"))).containsExactly("a");
        assertThat(lines(plain("a\n"))).containsExactly("a");
    }

    @Test
    void tellsGzipByItsFirstBytes() throws IOException {
        assertThat(lines(gzip("a\nb\n"))).containsExactly("a", "b");
    }

    @Test
    void countsLinesAndTheShareRead() throws IOException {
        try (var file = EventFile.open(plain("a\n\nb\n"))) {
            file.next();
            assertThat(file.line()).isEqualTo(1);
            file.next();
            assertThat(file.line()).isEqualTo(3);
            assertThat(file.percent()).isEqualTo(100);
        }
    }

    @Test
    void saysThatAFileIsBrokenOff() throws IOException {
        var whole = Files.readAllBytes(gzip("a\nb\n".repeat(10_000)));
        var broken = folder.resolve("broken");
        Files.write(broken, Arrays.copyOf(whole, whole.length - 12));

        assertThatThrownBy(() -> lines(broken))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("Unexpected end of ZLIB");
    }

    private Path plain(String content) throws IOException {
        return Files.writeString(folder.resolve("events"), content);
    }

    private Path gzip(String content) throws IOException {
        var path = folder.resolve("events");
        try (var stream = new GZIPOutputStream(Files.newOutputStream(path))) {
            stream.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return path;
    }

    private static List<String> lines(Path path) throws IOException {
        var lines = new ArrayList<String>();
        try (var file = EventFile.open(path)) {
            for (byte[] line = file.next(); line != null; line = file.next()) {
                lines.add(new String(line, StandardCharsets.UTF_8));
            }
        }
        return lines;
    }
}
