package dev.shoplake.etl.extract;

import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of the raw zone, or of the archive beside it, in the object store, without Spark. Paths are below its root, such
 * as {@code full/2011-12-10/orders/a.parquet}.
 */
public final class RawFiles implements AutoCloseable {
    private final S3FileIO store;
    private final String root;

    private RawFiles(S3FileIO store, String root) {
        this.store = store;
        this.root = root;
    }

    /** The files below the raw zone's root; nothing is asked yet. */
    public static RawFiles open(LakeSettings settings) {
        return open(settings, rawRoot(settings));
    }

    /** The files below {@code archive}, beside the raw zone's root; a path begins with the run's name there. */
    public static RawFiles archive(LakeSettings settings) {
        return open(settings, rawRoot(settings).replaceFirst("/[^/]+$", "/archive"));
    }

    private static RawFiles open(LakeSettings settings, String root) {
        var store = new S3FileIO();
        store.initialize(settings.catalogProperties("main", Map.of()));
        return new RawFiles(store, root);
    }

    private static String rawRoot(LakeSettings settings) {
        return settings.rawZone().toString().replaceFirst("/+$", "");
    }

    /** A file's address for Iceberg, {@code s3://bucket/...}. */
    public String address(String path) {
        return root + "/" + path;
    }

    InputFile input(String path) {
        return store.newInputFile(address(path));
    }

    OutputFile output(String path) {
        return store.newOutputFile(address(path));
    }

    /** Paths of all files whose path begins like this. */
    public List<String> list(String prefix) {
        return answer(() -> {
            var paths = new ArrayList<String>();
            for (FileInfo file : store.listPrefix(address(prefix))) {
                paths.add(file.location().substring(root.length() + 1));
            }
            return paths;
        });
    }

    /**
     * A file as it stands in the store.
     *
     * @param path below the root
     * @param modifiedAt when its bytes came
     */
    public record Stored(String path, long bytes, Instant modifiedAt) {}

    /** All files whose path begins like this, with what the store tells of them. */
    public List<Stored> stored(String prefix) {
        return answer(() -> {
            var found = new ArrayList<Stored>();
            for (FileInfo file : store.listPrefix(address(prefix))) {
                found.add(new Stored(
                        file.location().substring(root.length() + 1),
                        file.size(),
                        Instant.ofEpochMilli(file.createdAtMillis())));
            }
            return found;
        });
    }

    /**
     * Copies a file to this machine.
     *
     * @return SHA-256 of its bytes, in hexadecimal digits
     */
    public String fetch(String path, Path target) {
        return answer(() -> {
            var digest = sha256();
            try (var file = store.newInputFile(address(path)).newStream();
                    var local = new DigestOutputStream(Files.newOutputStream(target), digest)) {
                file.transferTo(local);
            }
            return HexFormat.of().formatHex(digest.digest());
        });
    }

    /** A file's text; null if there is none. */
    public @Nullable String text(String path) {
        return answer(() -> {
            try (var file = store.newInputFile(address(path)).newStream()) {
                return new String(file.readAllBytes(), StandardCharsets.UTF_8);
            } catch (NotFoundException e) {
                return null;
            }
        });
    }

    public void write(String path, String text) {
        answer(() -> {
            try (var file = output(path).createOrOverwrite()) {
                file.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return true;
        });
    }

    public void delete(String path) {
        answer(() -> {
            store.deleteFile(address(path));
            return true;
        });
    }

    /**
     * Deletes what the extract of a run has left, its manifest first.
     *
     * @return number of data files
     */
    public int deleteRun(Run run) {
        delete(Manifest.pathOf(run));
        var paths = list(run.folder() + "/").stream()
                .filter(path -> path.contains("/" + run.id() + "-"))
                .toList();
        paths.forEach(this::delete);
        return paths.size();
    }

    /** A file's length in bytes; negative if there is none. */
    public long length(String path) {
        return answer(() -> {
            var file = store.newInputFile(address(path));
            return file.exists() ? file.getLength() : -1L;
        });
    }

    /** SHA-256 of a file's bytes, in hexadecimal digits. */
    public String checksum(String path) {
        return answer(() -> {
            var digest = sha256();
            var buffer = new byte[1 << 16];
            try (var file = store.newInputFile(address(path)).newStream()) {
                for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        });
    }

    /** Copies a file to another place of the store, byte for byte. */
    public void copy(String path, RawFiles target, String targetPath) {
        answer(() -> {
            try (var from = store.newInputFile(address(path)).newStream();
                    var to = target.output(targetPath).createOrOverwrite()) {
                return from.transferTo(to);
            }
        });
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Asking<T extends @Nullable Object> {
        T ask() throws IOException;
    }

    private <T extends @Nullable Object> T answer(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (IOException | RuntimeException e) {
            throw new RunException("the raw zone %s does not answer: %s".formatted(root, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
