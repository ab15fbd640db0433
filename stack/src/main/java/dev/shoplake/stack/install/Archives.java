package dev.shoplake.stack.install;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks archives, with their links and executable bits. */
public final class Archives {
    private Archives() {}

    public static void unpackTarXz(InputStream archive, Path folder) throws IOException {
        unpack(
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive))),
                folder,
                0,
                name -> true);
    }

    /**
     * Unpacks without the archive's own top folder.
     *
     * @param folder created if need be
     * @param wanted which names to unpack
     */
    public static void unpackTarGz(InputStream archive, Path folder, Predicate<Path> wanted) throws IOException {
        unpack(
                new TarArchiveInputStream(new BufferedInputStream(new GZIPInputStream(archive, 1 << 16))),
                folder,
                1,
                wanted);
    }

    /**
     * Unpacks without the archive's own top folder.
     *
     * @param folder created if need be
     */
    public static void unpackZip(InputStream archive, Path folder) throws IOException {
        unpack(new ZipArchiveInputStream(new BufferedInputStream(archive)), folder, 1, name -> true);
    }

    private static void unpack(
            ArchiveInputStream<? extends ArchiveEntry> archive, Path folder, int leadingNames, Predicate<Path> wanted)
            throws IOException {
        try (archive) {
            for (ArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                var name = Path.of(entry.getName()).normalize();
                if (name.getNameCount() > leadingNames
                        && wanted.test(name.subpath(leadingNames, name.getNameCount()))) {
                    unpack(archive, entry, folder, leadingNames);
                }
            }
        }
    }

    private static void unpack(InputStream content, ArchiveEntry entry, Path folder, int leadingNames)
            throws IOException {
        var path = inside(folder, entry.getName(), leadingNames);
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (!(entry instanceof TarArchiveEntry tar)) {
            Files.copy(content, path);
        } else if (tar.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(tar.getLinkName()));
        } else if (tar.isLink()) {
            Files.createLink(path, inside(folder, tar.getLinkName(), leadingNames));
        } else {
            Files.copy(content, path);
            if ((tar.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static Path inside(Path folder, String entry, int leadingNames) throws IOException {
        var name = Path.of(entry).normalize();
        var path =
                folder.resolve(name.subpath(leadingNames, name.getNameCount())).normalize();
        if (name.isAbsolute() || !path.startsWith(folder)) {
            throw new IOException("archive entry %s leaves its folder".formatted(entry));
        }
        return path;
    }
}
