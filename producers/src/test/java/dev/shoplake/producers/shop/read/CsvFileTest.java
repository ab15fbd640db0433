package dev.shoplake.producers.shop.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
    private static final List<Column> COLUMNS = List.of(
            Column.filled("order_id", ColumnType.TEXT),
            Column.named("quantity", ColumnType.LONG),
            Column.optional("discount", ColumnType.PRICE).orElse("0"),
            Column.optional("note", ColumnType.TEXT));

    private Path file;

    @BeforeEach
    void nameTheFile(@TempDir Path folder) {
        file = folder.resolve("order_items.csv");
    }

    @Test
    void readsColumnsInAnyOrderAndFillsInWhatIsAbsent() throws IOException {
        assertThat(rows("quantity, Order_ID\n 6 , A1\n,A2\n"))
                .containsExactly(row(2, "A1", "6", "0", null), row(3, "A2", null, "0", null));
    }

    @Test
    void countsLinesAsAnEditorDoesAlsoOverQuotedBreaksAndBlankLines() throws IOException {
        assertThat(rows("order_id,quantity,note\nA1,1,\"two\nlines\"\n\nA2,2,\"say \"\"hi\"\"\"\nA3,3,"))
                .containsExactly(
                        row(2, "A1", "1", "0", "two\nlines"),
                        row(5, "A2", "2", "0", "say \"hi\""),
                        row(6, "A3", "3", "0", null));
    }

    @Test
    void countsLinesOfWindowsToo() throws IOException {
        assertThat(rows("order_id,quantity,note\r\nA1,1,\"two\r\nlines\"\r\nA2,2,\r\n"))
                .containsExactly(row(2, "A1", "1", "0", "two\r\nlines"), row(4, "A2", "2", "0", null));
    }

    @Test
    void skipsAByteOrderMark() throws IOException {
        assertThat(rows("\uFEFForder_id,quantity\nä,1\n")).containsExactly(row(2, "ä", "1", "0", null));
    }

    @Test
    void readsGzipByItsContent() throws IOException {
        Files.write(file, gzip("order_id,quantity\nA1,1\n"));

        assertThat(rows()).containsExactly(row(2, "A1", "1", "0", null));
    }

    @Test
    void aHeaderAloneIsATableWithoutRows() throws IOException {
        assertThat(rows("order_id,quantity")).isEmpty();
    }

    @Test
    void namesPresentAndIgnoredColumns() throws IOException {
        Files.writeString(file, "colour,order_id,quantity,size\n");

        try (var csv = CsvFile.open(file, COLUMNS)) {
            assertThat(csv.present()).extracting(Column::name).containsExactly("order_id", "quantity");
            assertThat(csv.ignored()).containsExactly("colour", "size");
        }
    }

    @Test
    void explainsAMissingFile() {
        assertThat(messageOfRead()).isEqualTo(file + ": found no such file, expected a CSV file");
    }

    @Test
    void explainsAFolderInPlaceOfAFile() throws IOException {
        Files.createDirectory(file);

        assertThat(messageOfRead()).isEqualTo(file + ": found no plain file, expected a CSV file");
    }

    @Test
    void explainsAnEmptyFile() throws IOException {
        assertThat(messageOf(""))
                .isEqualTo(file + ": found an empty file, expected a header line that names the columns");
    }

    @Test
    void explainsAMissingColumn() throws IOException {
        assertThat(messageOf("order_id;quantity\nA1;1\n"))
                .isEqualTo(file + ", line 1, column order_id: found no such column in the header 'order_id;quantity',"
                        + " expected it, because it is required");
    }

    @Test
    void explainsAColumnThatStandsTwice() throws IOException {
        assertThat(messageOf("order_id,quantity,Quantity\n"))
                .isEqualTo(
                        file
                                + ", line 1, column Quantity: found this column twice in the header, expected every column once");
    }

    @Test
    void explainsAWrongNumber() throws IOException {
        assertThat(messageOf("order_id,quantity\nA1,1\nA2,six\n"))
                .isEqualTo(
                        file + ", line 3, column quantity: found 'six', expected a whole number of at most 18 digits");
    }

    @Test
    void pointsAtTheLineOfTheCellInARowOfSeveralLines() throws IOException {
        assertThat(messageOf("order_id,note,quantity\nA1,\"one\ntwo\",1\nA2,\"three\nfour\",x\n"))
                .startsWith(file + ", line 5, column quantity: found 'x'");
    }

    @Test
    void explainsAnEmptyKey() throws IOException {
        assertThat(messageOf("order_id,quantity\n  ,1\n"))
                .isEqualTo(file + ", line 2, column order_id: found nothing, expected a value in every row");
    }

    @Test
    void explainsTooFewAndTooManyFields() throws IOException {
        assertThat(messageOf("order_id,quantity\nA1\n"))
                .isEqualTo(file + ", line 2: found 1 fields, expected 2, as many as the header has");
        assertThat(messageOf("order_id,quantity\nA1,1\n\nA1,1,5\n"))
                .isEqualTo(file + ", line 4: found 3 fields, expected 2, as many as the header has");
    }

    @Test
    void explainsQuotesThatDoNotMatch() throws IOException {
        var message = ": found quotes that do not match, expected a value in quotes to end before a comma or the line's"
                + " end, and a quote inside it to be doubled";
        assertThat(messageOf("order_id,quantity\nA1,1\n\"A\"2,1\n")).isEqualTo(file + ", line 3" + message);
        assertThat(messageOf("order_id,quantity\nA1,1\n\"A2,1\nA3,1\n")).isEqualTo(file + ", line 3" + message);
    }

    @Test
    void explainsAnotherEncodingEvenFarFromTheBeginning() throws IOException {
        var before = "A1,1\n".repeat(40_000);
        Files.write(file, ("order_id,quantity\n" + before + "A,2\nCafé,3\n").getBytes(ISO_8859_1));

        assertThat(messageOfRead())
                .isEqualTo(file + ", line 40003, character 4: found the byte 0xE9, expected text in UTF-8");
    }

    @Test
    void explainsTextThatEndsInsideACharacter() throws IOException {
        Files.write(file, Arrays.copyOf("order_id,quantity\nCafé".getBytes(UTF_8), 22));

        assertThat(messageOfRead())
                .isEqualTo(file + ", line 2, character 4: found the byte 0xC3, expected text in UTF-8");
    }

    @Test
    void explainsDamagedGzip() throws IOException {
        var whole = gzip("order_id,quantity\n" + "A1,1\nB2,17\n".repeat(10_000));
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThat(messageOfRead())
                .isEqualTo(file + ": found gzip data that ends too early, expected a whole .gz file");

        whole[whole.length - 6]++;
        Files.write(file, whole);
        assertThat(messageOfRead()).isEqualTo(file + ": found damaged gzip data, expected a whole .gz file");
    }

    @Test
    void showsLongAndBrokenValuesOnOneShortLine() throws IOException {
        assertThat(messageOf("order_id,quantity\nA1,\"1\n2\"\n")).contains("found '1\\n2', expected");
        assertThat(messageOf("order_id,quantity\nA1," + "9".repeat(1_000) + "\n"))
                .contains("found '" + "9".repeat(60) + "…' (1,000 characters), expected");
    }

    private List<Row> rows(String content) throws IOException {
        Files.writeString(file, content);
        return rows();
    }

    private List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        try (var csv = CsvFile.open(file, COLUMNS)) {
            for (var row = csv.next(); row != null; row = csv.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private String messageOf(String content) throws IOException {
        Files.write(file, content.getBytes(UTF_8));
        return messageOfRead();
    }

    private String messageOfRead() {
        try {
            return "read without complaint: " + rows();
        } catch (WrongFileException e) {
            return String.valueOf(e.getMessage());
        } catch (IOException e) {
            throw new AssertionError("not explained", e);
        }
    }

    private static Row row(long line, @Nullable String... values) {
        return new Row(line, Arrays.asList(values));
    }

    private static byte[] gzip(String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
