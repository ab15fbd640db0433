package dev.shoplake.stack.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
    @TempDir
    private Path folder = Path.of("");

    private final AtomicInteger installations = new AtomicInteger();

    @Test
    void installsOnce() throws Exception {
        var first = install();
        var second = install();

        assertThat(first).isEqualTo(second);
        assertThat(first.resolve("program")).hasContent("whole");
        assertThat(installations).hasValue(1);
    }

    @Test
    void abortedInstallationIsDoneAgain() throws Exception {
        assertThatThrownBy(() -> cache().entry("server-1", "server", partial -> {
                    Files.createDirectories(partial);
                    Files.writeString(partial.resolve("program"), "half");
                    throw new IOException("line cut");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("line cut");

        assertThat(install().resolve("program")).hasContent("whole");
        assertThat(folder.resolve("cache")).isDirectoryNotContaining("glob:**partial**");
    }

    @Test
    void manyAtOnceInstallOnce() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var entries = executor.invokeAll(IntStream.range(0, 8)
                    .mapToObj(number -> (Callable<Path>) this::install)
                    .toList());
            for (var entry : entries) {
                assertThat(entry.get().resolve("program")).hasContent("whole");
            }
        }
        assertThat(installations).hasValue(1);
    }

    @Test
    void deletingATreeLeavesWhatItsLinksPointTo() throws Exception {
        var kept = Files.writeString(folder.resolve("kept"), "mine");
        var tree = Files.createDirectories(folder.resolve("tree/inner"));
        Files.createSymbolicLink(tree.resolve("link"), kept);

        Cache.deleteTree(folder.resolve("tree"));

        assertThat(folder.resolve("tree")).doesNotExist();
        assertThat(kept).hasContent("mine");
    }

    private Path install() throws IOException, InterruptedException {
        return cache().entry("server-1", "server", partial -> {
            installations.incrementAndGet();
            Files.createDirectory(partial);
            Files.writeString(partial.resolve("program"), "whole");
        });
    }

    private Cache cache() {
        return new Cache(folder.resolve("cache"), (subject, message) -> {});
    }
}
