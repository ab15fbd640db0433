package dev.shoplake.etl.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.etl.extract.SourceTable;
import dev.shoplake.etl.extract.UnreadableFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowsTest {
    private static final WantedColumns PRODUCTS =
            new WantedColumns(SourceTable.PRODUCTS, List.of("product_id", "product_name", "stock"));

    @TempDir
    private Path folder = Path.of("");

    private List<List<@Nullable String>> rows(byte[] bytes) throws IOException {
        var file = Files.write(folder.resolve("products.csv"), bytes);
        var rows = new ArrayList<List<@Nullable String>>();
        CsvRows.read(file, PRODUCTS, rows::add);
        return rows;
    }

    private List<List<@Nullable String>> rows(String text) throws IOException {
        return rows(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesColumnsInAnyOrderAndCaseAndLeavesOthersOut() throws IOException {
        var rows = rows("\uFEFFStock,colour, PRODUCT_ID \r\n5.0,red,\" p,1 \"\r\n\r\n,\"say \"\"no\"\"\",p2");

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst()).containsExactly("p,1", null, "5");
        assertThat(rows.getLast()).containsExactly("p2", null, null);
    }

    @Test
    void aHeaderAloneIsAFileWithoutRows() throws IOException {
        assertThat(rows("product_id\n")).isEmpty();
    }

    @Test
    void saysWhyAFileCannotBeRead() {
        refuses("", "it is empty: a header line that names the columns was expected");
        refuses("name,stock\na,1\n", "it has no column product_id: found name, stock");
        refuses("product_id,Product_ID\na,1\n", "column product_id is there twice");
        refuses("product_id,stock\na,1\nb\n", "row 3 has 1 fields, the header has 2");
        refuses("product_id,stock\na,\"1\n", "quotes do not match after line 2");
        assertThatThrownBy(() -> rows(new byte[] {'p', 'r', (byte) 0xFF, '\n'}))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("it is no text in UTF-8");
    }

    private void refuses(String text, String message) {
        assertThatThrownBy(() -> rows(text))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage(message);
    }
}
