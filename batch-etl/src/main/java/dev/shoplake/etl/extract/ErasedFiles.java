package dev.shoplake.etl.extract;

import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes persons out of the extracts, of the raw zone and of the archive: files that name one are written anew, with the
 * pseudonym. A new file has a name of its own, then the manifest names it, then the old one goes; whatever of this was killed
 * is finished by the next call. The caller holds the lock of the runs.
 */
public final class ErasedFiles implements AutoCloseable {
    private static final Pattern MANIFEST =
            Pattern.compile("(?<folder>.*?)(?:full|increment)/[^/]+/(?<run>[^/]+)\\.manifest\\.json");
    private static final Pattern DATA = Pattern.compile("(.*?)(?:-[0-9a-f]{8})?\\.parquet");

    private final RawFiles raw;
    private final RawFiles archive;
    private final Map<String, String> pseudonyms;

    /** Pseudonym → number of rows. */
    private final Map<String, Long> rows = new ConcurrentHashMap<>();

    private ErasedFiles(RawFiles raw, RawFiles archive, Map<String, String> pseudonyms) {
        this.raw = raw;
        this.archive = archive;
        this.pseudonyms = Map.copyOf(pseudonyms);
    }

    /**
     * Nothing is asked yet.
     *
     * @param pseudonyms of each person by its id
     */
    public static ErasedFiles open(LakeSettings settings, Map<String, String> pseudonyms) {
        return new ErasedFiles(RawFiles.open(settings), RawFiles.archive(settings), pseudonyms);
    }

    /**
     * Does it.
     *
     * @return number of rows that named a person, by its pseudonym
     */
    public Map<String, Long> rewrite() {
        rewrite(raw, List.of("full/", "increment/"));
        rewrite(archive, List.of(Run.PREFIX));
        return Map.copyOf(rows);
    }

    private void rewrite(RawFiles zone, List<String> folders) {
        var paths =
                folders.stream().flatMap(folder -> zone.list(folder).stream()).toList();
        var named = ConcurrentHashMap.<String>newKeySet();
        paths.parallelStream().forEach(path -> {
            var name = MANIFEST.matcher(path);
            if (name.matches() && Run.isName(name.group("run"))) {
                named.addAll(new Extracted(zone, name.group("folder"), path).rewrite());
            }
        });
        // What no manifest names does not count: a killed extract has left it, or a killed erasure
        paths.parallelStream()
                .filter(path -> path.endsWith(".parquet") && !named.contains(path))
                .filter(path -> names(zone, path, personsOf(table(path))))
                .forEach(zone::delete);
    }

    /** Columns of a file that tell of whom its rows are, and what they say if that is a person to erase. */
    private record Persons(List<String> columns, Predicate<SourceRow> areIn) {}

    private @Nullable Persons personsOf(String table) {
        return switch (table) {
            case "customers", "orders" -> new Persons(List.of("customer_id"), row -> isErased(row.text(0)));
            case "ids_customers" -> new Persons(List.of("source_key"), row -> isErased(row.text(0)));
            // An order may have the id of a person
            case "deleted" ->
                new Persons(
                        List.of("source_table", "source_key"),
                        row -> "customers".equals(row.text(0)) && isErased(row.text(1)));
            default -> null;
        };
    }

    private boolean isErased(@Nullable String id) {
        return id != null && pseudonyms.containsKey(id);
    }

    private static boolean names(RawFiles zone, String path, @Nullable Persons persons) {
        var found = new AtomicBoolean();
        if (persons != null) {
            read(
                    zone,
                    path,
                    persons.columns(),
                    row -> found.compareAndSet(false, persons.areIn().test(row)));
        }
        return found.get();
    }

    private static void read(RawFiles zone, String path, List<String> columns, RowConsumer rows) {
        try {
            TextRows.read(zone.input(path), columns, rows);
        } catch (IOException | RuntimeException e) {
            throw new RunException(
                    "the raw file %s cannot be read: %s".formatted(zone.address(path), e.getMessage()), e);
        }
    }

    /** {@code full/2011-12-10/orders/a.parquet} is of orders. */
    private static String table(String path) {
        var folders = path.split("/");
        return folders.length < 2 ? "" : folders[folders.length - 2];
    }

    /**
     * The files of one manifest.
     *
     * @param folder what stands before the paths of the manifest: nothing in the raw zone, the run's name in the archive
     */
    private final class Extracted {
        private final RawFiles zone;
        private final String folder;
        private final String manifestPath;
        private final Manifest manifest;

        Extracted(RawFiles zone, String folder, String manifestPath) {
            this.zone = zone;
            this.folder = folder;
            this.manifestPath = manifestPath;
            var json = zone.text(manifestPath);
            if (json == null) {
                throw new RunException("the file %s has gone".formatted(zone.address(manifestPath)));
            }
            this.manifest = Manifest.ofJson(json);
        }

        /** Gives the paths that the manifest named and names: with these all is well. */
        List<String> rewrite() {
            var tables = manifest.tables().stream().map(this::rewritten).toList();
            var inbox = manifest.droppedFiles().stream()
                    .map(file -> file.with(rewritten(file.content())))
                    .toList();
            var written = manifest.withFiles(tables, rewritten(manifest.deleted()), inbox);
            if (!written.equals(manifest)) {
                // What came in a file is in the run's own files too; the original would have to be written by its owner
                manifest.droppedFiles().stream()
                        .filter(file -> !inbox.contains(file))
                        .forEach(file -> zone.delete(folder + file.path()));
                zone.write(manifestPath, written.toJson());
                var counting = new HashSet<>(written.files());
                manifest.files().stream()
                        .filter(file -> !counting.contains(file))
                        .forEach(file -> zone.delete(folder + file.path()));
            }
            return Stream.of(
                            manifest.files().stream().map(Manifest.File::path),
                            written.files().stream().map(Manifest.File::path),
                            manifest.droppedFiles().stream().map(Manifest.Dropped::path))
                    .flatMap(paths -> paths.map(path -> folder + path))
                    .toList();
        }

        private Manifest.Table rewritten(Manifest.Table table) {
            var persons = personsOf(table.name());
            if (persons == null) {
                return table;
            }
            var columns = table.columns().stream().map(SourceColumn::name).toList();
            var mapping = mapping(table.name(), columns);
            var files = table.files().stream()
                    .map(file -> names(zone, folder + file.path(), persons) ? rewritten(file, columns, mapping) : file)
                    .toList();
            return new Manifest.Table(table.name(), table.rows(), table.columns(), files);
        }

        private UnaryOperator<SourceRow> mapping(String table, List<String> columns) {
            UnaryOperator<String> names = id -> pseudonyms.getOrDefault(id, id);
            if (table.equals("deleted")) {
                var ids = ErasedRows.ofIds(1, 2, names);
                return row -> "customers".equals(row.text(0)) ? ids.apply(row) : row;
            }
            var source = SourceTable.valueOf(table.toUpperCase(Locale.ROOT));
            return Objects.requireNonNull(ErasedRows.of(source, columns, names))::apply;
        }

        private Manifest.File rewritten(Manifest.File file, List<String> columns, UnaryOperator<SourceRow> mapping) {
            int person = Math.max(columns.indexOf("customer_id"), columns.indexOf("source_key"));
            var path = DATA.matcher(file.path())
                    .replaceFirst("$1-%s.parquet"
                            .formatted(UUID.randomUUID().toString().substring(0, 8)));
            try (var target = new TextFile(zone, folder + path, columns, columns.indexOf("updated_at"))) {
                read(zone, folder + file.path(), columns, row -> {
                    var changed = mapping.apply(row);
                    if (changed != row) {
                        rows.merge(String.valueOf(changed.text(person)), 1L, Long::sum);
                    }
                    target.write(changed);
                });
                return target.finish().at(path);
            } catch (IOException e) {
                throw new RunException("the raw file %s was not written".formatted(zone.address(path)), e);
            }
        }
    }

    @Override
    public void close() {
        raw.close();
        archive.close();
    }
}
