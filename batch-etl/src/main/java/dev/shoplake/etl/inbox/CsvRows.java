package dev.shoplake.etl.inbox;

import dev.shoplake.etl.extract.DroppedFile.Rows;
import dev.shoplake.etl.extract.UnreadableFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file: RFC 4180, commas, UTF-8, a header line, as {@code shop load csv} reads them. */
final class CsvRows {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(false)
            .setIgnoreSurroundingSpaces(true)
            .get();

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private CsvRows() {}

    static void read(Path file, WantedColumns wanted, Rows rows) throws IOException {
        try (var reader = open(file);
                var parser =
                        CSVParser.builder().setReader(reader).setFormat(FORMAT).get()) {
            var records = parser.iterator();
            var header = next(parser, records);
            if (header == null) {
                throw new UnreadableFileException("it is empty: a header line that names the columns was expected");
            }
            int[] places = wanted.places(header.toList());
            for (var row = next(parser, records); row != null; row = next(parser, records)) {
                if (row.size() == 1 && header.size() > 1 && row.get(0).isBlank()) {
                    continue;
                }
                if (row.size() != header.size()) {
                    throw new UnreadableFileException("row %,d has %,d fields, the header has %,d"
                            .formatted(row.getRecordNumber(), row.size(), header.size()));
                }
                rows.accept(values(row, places, wanted));
            }
        }
    }

    private static List<@Nullable String> values(CSVRecord row, int[] places, WantedColumns wanted) {
        var values = new ArrayList<@Nullable String>(places.length);
        for (int column = 0; column < places.length; column++) {
            values.add(wanted.value(column, places[column] < 0 ? null : row.get(places[column])));
        }
        return values;
    }

    private static Reader open(Path file) throws IOException {
        var reader = new InputStreamReader(
                new BufferedInputStream(Files.newInputStream(file)),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        var text = new java.io.PushbackReader(reader);
        try {
            int first = text.read();
            if (first >= 0 && first != BYTE_ORDER_MARK) {
                text.unread(first);
            }
            return text;
        } catch (CharacterCodingException e) {
            text.close();
            throw noText(e);
        }
    }

    private static @Nullable CSVRecord next(CSVParser parser, Iterator<CSVRecord> records) {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException e) {
            switch (e.getCause()) {
                case CSVException wrong ->
                    throw new UnreadableFileException(
                            "quotes do not match after line %,d".formatted(parser.getCurrentLineNumber()), wrong);
                case CharacterCodingException wrong -> throw noText(wrong);
                case null, default -> throw e;
            }
        }
    }

    private static UnreadableFileException noText(CharacterCodingException cause) {
        return new UnreadableFileException("it is no text in UTF-8", cause);
    }
}
