package dev.shoplake.stack.install;

import dev.shoplake.stack.home.HomeLock;
import dev.shoplake.stack.home.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
    /** Makes the content of an entry. */
    @FunctionalInterface
    public interface Installation {
        /**
         * Fills the entry.
         *
         * @param entry file or folder to create
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
            var partial = directory.resolve(name + ".partial");
            deleteTree(partial);
            installation.install(partial);
            Files.move(partial, entry, StandardCopyOption.ATOMIC_MOVE);
        }
        return entry;
    }

    /** Deletes a file or a folder with all it holds; a link goes, not what it points to. */
    public static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
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
