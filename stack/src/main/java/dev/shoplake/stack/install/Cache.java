package dev.shoplake.stack.install;

import dev.shoplake.stack.home.HomeLock;
import dev.shoplake.stack.home.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/**
 * A folder of installed software, each entry under its name and version. An entry is made under another name and moved
 * into place when it is whole, so that a killed installation is simply done again.
 *
 * @param directory absolute
 * @param progress told when an entry has to be made
 */
public record Cache(Path directory, Progress progress) {
    private static final String PARTIAL = ".partial-";

    /** Makes the content of an entry. */
    @FunctionalInterface
    public interface Installation {
        /**
         * Makes the entry.
         *
         * @param entry file or folder to create; what is left beside it is deleted
         */
        void install(Path entry) throws IOException, InterruptedException;
    }

    /**
     * The entry of this name, made now if it is not there.
     *
     * @param name with version, such as {@code trino-476}
     * @param subject for whom, as {@code progress} shows it
     */
    public Path entry(String name, String subject, Installation installation) throws IOException, InterruptedException {
        var entry = directory.resolve(name);
        if (Files.exists(entry)) {
            return entry;
        }
        try (var lock = HomeLock.acquire(
                directory.resolve(name + ".lock"),
                () -> progress.report(subject, "waits for another installation of " + name))) {
            if (Files.exists(entry)) {
                return entry;
            }
            clearRemains(name);
            var scratch = Files.createTempDirectory(directory, name + PARTIAL);
            var whole = scratch.resolve("entry");
            installation.install(whole);
            Files.move(whole, entry, StandardCopyOption.ATOMIC_MOVE);
            deleteTree(scratch);
        }
        return entry;
    }

    /** What a killed installation has left; a program that it had started may still be writing there. */
    private void clearRemains(String name) throws IOException {
        try (var remains = Files.newDirectoryStream(directory, name + PARTIAL + "*")) {
            for (var folder : remains) {
                try {
                    deleteTree(folder);
                } catch (IOException e) {
                    progress.report(name, "left for next time: " + e.getMessage());
                }
            }
        }
    }

    /** Deletes a file or a folder with all it holds; a link goes, not what it points to. */
    public static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException("cannot delete " + tree, e.getCause());
        }
    }
}
