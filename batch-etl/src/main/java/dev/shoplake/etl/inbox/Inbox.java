package dev.shoplake.etl.inbox;

import dev.shoplake.etl.extract.DroppedFile;
import dev.shoplake.etl.extract.RawFiles;
import dev.shoplake.runtime.settings.LakeSettings;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The folder {@code raw/inbox/<table>/} of the object store. A file is whole when it is there. One that the next run shall
 * not take yet has a name, or lies in a folder, that begins with {@code _} or a dot, or ends with {@code .tmp}.
 */
public final class Inbox implements AutoCloseable {
    static final String FOLDER = "inbox/";

    private final RawFiles raw;

    private Inbox(RawFiles raw) {
        this.raw = raw;
    }

    /** Nothing is asked yet. */
    public static Inbox open(LakeSettings settings) {
        return new Inbox(RawFiles.open(settings));
    }

    /**
     * What waits, oldest first, files of one moment by their names.
     *
     * @throws dev.shoplake.etl.run.RunException if the store does not answer
     */
    public List<RawFiles.Stored> waiting() {
        return raw.stored(FOLDER).stream()
                .filter(file -> isDropped(file.path()))
                .sorted(Comparator.comparing(RawFiles.Stored::modifiedAt).thenComparing(RawFiles.Stored::path))
                .toList();
    }

    /** As {@link #waiting}, to be read. */
    public List<DroppedFile> files() {
        return waiting().stream()
                .<DroppedFile>map(file -> new InboxFile(raw, file))
                .toList();
    }

    /** Whether a path below the raw zone's root is that of a file to be taken. An address cannot hold ? or #. */
    static boolean isDropped(String path) {
        return !path.endsWith("/")
                && !path.endsWith(".tmp")
                && !path.contains("?")
                && !path.contains("#")
                && Arrays.stream(path.split("/")).noneMatch(name -> name.startsWith("_") || name.startsWith("."));
    }

    @Override
    public void close() {
        raw.close();
    }
}
