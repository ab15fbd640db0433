package dev.shoplake.etl.extract;

import dev.shoplake.etl.run.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Dropped files on their way into the raw zone: the shop's columns as text, then where a row came from and its place among
 * all rows of the run's files. A row that does not say when it changed counts as of the file's arrival.
 */
final class InboxCopy {
    /** Columns beside those of the shop. */
    static final String FILE = "_dropped_file";

    static final String POSITION = "_dropped_position";

    private final RawZone rawZone;
    private final ShopSource source;
    private final Run run;
    private final List<Manifest.Dropped> taken = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private long position;

    InboxCopy(RawZone rawZone, ShopSource source, Run run) {
        this.rawZone = rawZone;
        this.source = source;
        this.run = run;
    }

    /** Copies files in their order; one that cannot be read is refused, and does not stop the others. */
    void take(List<DroppedFile> files) {
        for (var file : files) {
            var part = "inbox-%03d".formatted(taken.size() + refused.size() + 1);
            try {
                taken.add(copy(file, part));
            } catch (UnreadableFileException e) {
                rawZone.discardPart(run, part);
                file.refuse(e.reason());
                refused.add("%s (%s)".formatted(file.path(), e.reason()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Manifest.Dropped copy(DroppedFile file, String part) throws IOException {
        var table = file.table();
        var columns = Stream.concat(
                        source.columns(table).stream(),
                        Stream.of(new SourceColumn(FILE, "text"), new SourceColumn(POSITION, "bigint")))
                .toList();
        var wanted = source.columns(table).stream().map(SourceColumn::name).toList();
        int time = wanted.indexOf("updated_at");
        var arrival = file.arrivedAt().toString();
        var files = rawZone.files(run, table.tableName(), columns, part);
        var names = columns.stream().map(SourceColumn::name).toList();
        var persons = ErasedRows.of(table, names, source::nameOf);
        try (var content = file.fetch()) {
            files.write(rows -> {
                try {
                    content.read(wanted, values -> {
                        var row = new ArrayList<@Nullable String>(values);
                        if (row.get(time) == null) {
                            row.set(time, arrival);
                        }
                        row.add(file.path());
                        row.add(Long.toString(position));
                        position++;
                        var copied = SourceRow.of(row);
                        rows.accept(persons == null ? copied : persons.apply(copied));
                    });
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return new Manifest.Dropped(
                    file.path(),
                    content.bytes(),
                    content.sha256(),
                    arrival,
                    new Manifest.Table(table.tableName(), files.rows(), columns, files.finished()));
        }
    }

    /** What was copied of a table, with the shop's columns at least. */
    Manifest.Table rows(SourceTable table) {
        var found = Manifest.dropped(taken, table);
        return found.columns().isEmpty()
                ? new Manifest.Table(table.tableName(), 0, source.columns(table), List.of())
                : found;
    }

    List<Manifest.Dropped> taken() {
        return taken;
    }

    /** What an operator should know. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        if (!taken.isEmpty()) {
            notes.add("%,d rows of %,d files of the inbox"
                    .formatted(
                            taken.stream()
                                    .mapToLong(file -> file.content().rows())
                                    .sum(),
                            taken.size()));
        }
        refused.forEach(file -> notes.add("warning: refused " + file));
        return notes;
    }
}
