package dev.shoplake.etl.archive;

import dev.shoplake.etl.change.Changes;
import dev.shoplake.etl.extract.Manifest;
import dev.shoplake.etl.extract.RawFiles;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.LakeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the raw files of published runs, and the dropped files that they took, go: {@code archive/<run>/<path below the raw
 * root>}, beside the raw zone. A file is
 * deleted when its copy has the bytes that the manifest promises, and the manifest at the very end, so a move that was killed
 * is taken up where it stopped.
 */
public final class Archive implements AutoCloseable {
    private static final String MANIFEST = ".manifest.json";

    private final RawFiles raw;
    private final RawFiles archive;

    private Archive(RawFiles raw, RawFiles archive) {
        this.raw = raw;
        this.archive = archive;
    }

    public static Archive open(LakeSettings settings) {
        return new Archive(RawFiles.open(settings), RawFiles.archive(settings));
    }

    /**
     * Moves the raw files of every published run that still has some. A run with a damaged file stays where it is: its data
     * is published all the same.
     *
     * @return what could not be moved, a line a run
     */
    public List<String> movePublished(CatalogBranches branches, Changes changes) {
        var left = new ArrayList<String>();
        Stream.of("full/", "increment/")
                .flatMap(folder -> raw.list(folder).stream())
                .filter(path -> path.endsWith(MANIFEST))
                .forEach(path -> {
                    var name = path.substring(path.lastIndexOf('/') + 1, path.length() - MANIFEST.length());
                    // A branch means that the run, perhaps of days that were published before, is under way
                    if (Run.isName(name) && !branches.exists(name)) {
                        try {
                            movePublished(new Run(name), changes, left);
                        } catch (RunException e) {
                            left.add("not archived: " + e.getMessage());
                        }
                    }
                });
        return left;
    }

    private void movePublished(Run run, Changes changes, List<String> left) {
        var json = raw.text(Manifest.pathOf(run));
        if (json != null && changes.isPublished(run.id(), Manifest.ofJson(json).moment())) {
            move(run, json, left);
        }
    }

    private void move(Run run, String json, List<String> left) {
        var manifest = Manifest.ofJson(json);
        for (var file : manifest.files()) {
            bring(file, raw, file.path(), archive, archived(run, file.path()));
        }
        manifest.droppedFiles().forEach(file -> putAway(run, file, left));
        archive.write(archived(run, Manifest.pathOf(run)), json);
        manifest.files().forEach(file -> raw.delete(file.path()));
        raw.delete(Manifest.pathOf(run));
    }

    /** What has come in the place of a dropped file is another one: the next run takes it. */
    private void putAway(Run run, Manifest.Dropped file, List<String> left) {
        var place = archived(run, file.path());
        boolean isThere = isRight(file, raw, file.path());
        if (isThere && !isRight(file, archive, place)) {
            raw.copy(file.path(), archive, place);
        }
        if (!isRight(file, archive, place)) {
            left.add("not archived: %s is not there any more as run %s has read it; its rows are in the run's own files"
                    .formatted(raw.address(file.path()), run));
        } else if (isThere) {
            raw.delete(file.path());
        }
    }

    /**
     * Copies the files of a run back to where its extract had put them.
     *
     * @return number of files
     * @throws RunException if the archive does not have the run, or a file is not as the manifest has it
     */
    public int restore(Run run) {
        var json = archive.text(archived(run, Manifest.pathOf(run)));
        if (json == null) {
            throw new RunException("the archive has no run %s: there is no %s"
                    .formatted(run, archive.address(archived(run, Manifest.pathOf(run)))));
        }
        var files = Manifest.ofJson(json).files();
        for (var file : files) {
            bring(file, archive, archived(run, file.path()), raw, file.path());
        }
        raw.write(Manifest.pathOf(run), json);
        return files.size();
    }

    /** Afterwards the target has the right bytes: because it had them, or because they were copied and read again. */
    private static void bring(Manifest.File file, RawFiles from, String fromPath, RawFiles to, String toPath) {
        if (isRight(file, to, toPath)) {
            return;
        }
        if (from.length(fromPath) < 0) {
            throw new RunException("the file %s is missing".formatted(from.address(fromPath)));
        }
        from.copy(fromPath, to, toPath);
        if (!isRight(file, to, toPath)) {
            to.delete(toPath);
            throw new RunException(
                    "the file %s has other content than its run has written".formatted(from.address(fromPath)));
        }
    }

    private static boolean isRight(Manifest.File file, RawFiles files, String path) {
        return isRight(files, path, file.bytes(), file.sha256());
    }

    private static boolean isRight(Manifest.Dropped file, RawFiles files, String path) {
        return isRight(files, path, file.bytes(), file.sha256());
    }

    private static boolean isRight(RawFiles files, String path, long bytes, String sha256) {
        return files.length(path) == bytes && files.checksum(path).equals(sha256);
    }

    private static String archived(Run run, String path) {
        return run.id() + "/" + path;
    }

    @Override
    public void close() {
        raw.close();
        archive.close();
    }
}
