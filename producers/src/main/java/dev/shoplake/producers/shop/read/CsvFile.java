package dev.shoplake.producers.shop.read;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180, comma, header line) read row by row. Every fault in it is a {@link WrongFileException}; the file
 * ends the reading at its first fault.
 */
public final class CsvFile implements AutoCloseable {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(false)
            .setIgnoreSurroundingSpaces(true)
            .get();

    private final Path file;
    private final List<Column> columns;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> header;
    /** Place in the record of each column asked for; -1 where the file lacks it. */
    private final int[] places;

    private CsvFile(Path file, List<Column> columns, CSVParser parser) throws IOException {
        this.file = file;
        this.columns = List.copyOf(columns);
        this.parser = parser;
        this.records = parser.iterator();
        this.header = header();
        this.places = places();
    }

    /**
     * Opens the file and reads its header.
     *
     * @param columns those asked for; others in the file are ignored, see {@link #ignored}
     */
    public static CsvFile open(Path file, List<Column> columns) throws IOException {
        var parser =
                CSVParser.builder().setReader(Text.open(file)).setFormat(FORMAT).get();
        try {
            return new CsvFile(file, columns, parser);
        } catch (IOException | RuntimeException e) {
            parser.close();
            throw e;
        }
    }

    /** The columns asked for that the file has. */
    public List<Column> present() {
        var present = new ArrayList<Column>();
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                present.add(columns.get(i));
            }
        }
        return present;
    }

    /** The names in the header that nobody asked for. */
    public List<String> ignored() {
        return header.stream()
                .filter(name ->
                        columns.stream().noneMatch(column -> column.name().equalsIgnoreCase(name)))
                .toList();
    }

    /** The next row that is not blank, or null at the end. */
    public @Nullable Row next() throws IOException {
        while (true) {
            long line = parser.getCurrentLineNumber() + 1;
            var record = nextRecord(line);
            if (record == null) {
                return null;
            }
            if (record.size() == 1 && header.size() > 1 && record.get(0).isBlank()) {
                continue;
            }
            if (record.size() != header.size()) {
                throw WrongFileException.ofLine(
                        file,
                        line,
                        "%d fields".formatted(record.size()),
                        "%d, as many as the header has".formatted(header.size()));
            }
            return new Row(line, values(line, record));
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private List<String> header() throws IOException {
        var record = nextRecord(1);
        if (record == null) {
            throw WrongFileException.ofFile(file, "an empty file", "a header line that names the columns");
        }
        return record.stream().map(String::strip).toList();
    }

    private int[] places() {
        Map<String, Integer> placeByName = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (placeByName.put(header.get(i).toLowerCase(Locale.ROOT), i) != null) {
                throw WrongFileException.ofCell(
                        file, 1, header.get(i), "this column twice in the header", "every column once");
            }
        }
        return columns.stream()
                .mapToInt(column -> {
                    int place = placeByName.getOrDefault(column.name().toLowerCase(Locale.ROOT), -1);
                    if (place < 0 && column.presence() != Column.Presence.OPTIONAL) {
                        throw WrongFileException.ofCell(
                                file,
                                1,
                                column.name(),
                                "no such column in the header " + WrongFileException.shown(String.join(",", header)),
                                "it, because it is required");
                    }
                    return place;
                })
                .toArray();
    }

    private @Nullable CSVRecord nextRecord(long line) throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CSVException) {
                throw WrongFileException.ofLine(
                        file,
                        line,
                        "quotes that do not match",
                        "a value in quotes to end before a comma or the line's end, and a quote inside it to be doubled");
            }
            throw Text.explained(file, requireNonNull(e.getCause(), "an UncheckedIOException has a cause"));
        }
    }

    private List<@Nullable String> values(long line, CSVRecord record) {
        var values = new ArrayList<@Nullable String>(columns.size());
        for (int i = 0; i < places.length; i++) {
            var column = columns.get(i);
            var given = places[i] < 0 ? "" : record.get(places[i]).strip();
            if (!given.isEmpty()) {
                var canonical = column.type().canonical(given);
                if (canonical == null) {
                    throw wrongCell(
                            line,
                            record,
                            i,
                            WrongFileException.shown(given),
                            column.type().expectation());
                }
                values.add(canonical);
                continue;
            }
            if (column.presence() == Column.Presence.EVERY_ROW) {
                throw wrongCell(line, record, i, "nothing", "a value in every row");
            }
            values.add(column.fallback());
        }
        return Collections.unmodifiableList(values);
    }

    /** A quoted value may hold line breaks, so a cell may stand below the line where its row begins. */
    private WrongFileException wrongCell(long line, CSVRecord record, int column, String found, String expected) {
        long breaksBefore = record.stream()
                .limit(places[column])
                .mapToLong(value ->
                        value.chars().filter(character -> character == '\n').count())
                .sum();
        return WrongFileException.ofCell(
                file, line + breaksBefore, columns.get(column).name(), found, expected);
    }
}
