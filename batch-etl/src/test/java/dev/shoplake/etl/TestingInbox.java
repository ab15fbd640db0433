package dev.shoplake.etl;

import dev.shoplake.etl.extract.RawFiles;
import java.util.List;

/** The inbox, the raw zone and the archive in a test. */
final class TestingInbox implements AutoCloseable {
    private final RawFiles raw;
    private final RawFiles archive;

    TestingInbox(TestingLake lake) {
        var settings = EtlSettings.from(lake.environment()).lake();
        this.raw = RawFiles.open(settings);
        this.archive = RawFiles.archive(settings);
    }

    /** Drops a text file. */
    void drop(String path, String text) {
        raw.write("inbox/" + path, text);
    }

    /** The address of a folder of the inbox, for Spark. */
    String folder(String table) {
        return raw.address("inbox/" + table).replaceFirst("^s3:", "s3a:");
    }

    /** Paths below the inbox. */
    List<String> files() {
        return raw.list("inbox/").stream()
                .map(path -> path.substring("inbox/".length()))
                .sorted()
                .toList();
    }

    String text(String path) {
        var text = raw.text("inbox/" + path);
        return text == null ? "" : text;
    }

    /** Paths of the dropped files that a run has put into the archive. */
    List<String> archived(String run) {
        return archive.list(run + "/inbox/").stream()
                .map(path -> path.substring((run + "/inbox/").length()))
                .sorted()
                .toList();
    }

    String archivedText(String run, String path) {
        var text = archive.text(run + "/inbox/" + path);
        return text == null ? "" : text;
    }

    void empty() {
        raw.list("inbox/").forEach(raw::delete);
    }

    @Override
    public void close() {
        raw.close();
        archive.close();
    }
}
