package dev.shoplake.stack.install;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
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
        unpack(new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive))), folder, 0);
    }

    /**
     * Unpacks without the archive's own top folder.
     *
     * @param folder created if need be
     */
    public static void unpackTarGz(InputStream archive, Path folder) throws IOException {
        unpack(new TarArchiveInputStream(new BufferedInputStream(new GZIPInputStream(archive, 1 << 16))), folder, 1);
    }

    /**
     * Unpacks without the archive's own top folder.
     *
     * @param folder created if need be
     */
    public static void unpackZip(InputStream archive, Path folder) throws IOException {
        unpack(new ZipArchiveInputStream(new BufferedInputStream(archive)), folder, 1);
    }

    private static void unpack(ArchiveInputStream<? extends ArchiveEntry> archive, Path folder, int leadingNames)
            throws IOException {
        try (archive) {
            for (ArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                var name = Path.of(entry.getName()).normalize();
                if (name.getNameCount() > leadingNames) {
                    var inside = name.subpath(leadingNames, name.getNameCount());
                    unpack(archive, entry, inside(folder, inside));
                }
            }
        }
    }

    private static Path inside(Path folder, Path name) throws IOException {
        var path = folder.resolve(name).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException("archive entry %s leaves its folder".formatted(name));
        }
        return path;
    }

    private static void unpack(InputStream content, ArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry instanceof TarArchiveEntry tar && tar.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(tar.getLinkName()));
            return;
        }
        Files.copy(content, path);
        if (entry instanceof TarArchiveEntry tar && (tar.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(
                    path,
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE,
                            PosixFilePermission.GROUP_READ,
                            PosixFilePermission.GROUP_EXECUTE,
                            PosixFilePermission.OTHERS_READ,
                            PosixFilePermission.OTHERS_EXECUTE));
        }
    }
}
