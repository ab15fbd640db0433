package dev.shoplake.stack.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {
    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void keepsLinksAndExecutableBits() throws Exception {
        try (var tar = tar()) {
            file(tar, "server-1/bin/start", 0755);
            file(tar, "server-1/lib/a.jar", 0644);
            link(tar, "server-1/plugin/a.jar", TarConstants.LF_LINK, "server-1/lib/a.jar");
            link(tar, "server-1/lib/latest.jar", TarConstants.LF_SYMLINK, "a.jar");
        }

        unpack();

        assertThat(folder.resolve("bin/start")).isExecutable().hasContent("server-1/bin/start");
        assertThat(Files.isExecutable(folder.resolve("lib/a.jar"))).isFalse();
        assertThat(folder.resolve("plugin/a.jar")).hasContent("server-1/lib/a.jar");
        assertThat(Files.readSymbolicLink(folder.resolve("lib/latest.jar"))).isEqualTo(Path.of("a.jar"));
    }

    @Test
    void leavesOutWhatIsNotWanted() throws Exception {
        try (var tar = tar()) {
            file(tar, "server-1/lib/a.jar", 0644);
            file(tar, "server-1/plugin/b.jar", 0644);
        }

        Archives.unpackTarGz(new ByteArrayInputStream(bytes.toByteArray()), folder, name -> !name.startsWith("plugin"));

        assertThat(folder.resolve("lib")).exists();
        assertThat(folder.resolve("plugin")).doesNotExist();
    }

    @Test
    void refusesNamesThatLeaveTheFolder() throws Exception {
        try (var tar = tar()) {
            file(tar, "../../outside", 0644);
        }

        assertThatThrownBy(this::unpack)
                .isInstanceOf(IOException.class)
                .hasMessage("archive entry ../../outside leaves its folder");
    }

    private void unpack() throws IOException {
        Archives.unpackTarGz(new ByteArrayInputStream(bytes.toByteArray()), folder, name -> true);
    }

    private TarArchiveOutputStream tar() throws IOException {
        return new TarArchiveOutputStream(new GZIPOutputStream(bytes));
    }

    private static void file(TarArchiveOutputStream tar, String name, int mode) throws IOException {
        var content = name.getBytes(UTF_8);
        var entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, byte kind, String target) throws IOException {
        var entry = new TarArchiveEntry(name, kind);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }
}
