package dev.shoplake.producers.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.producers.shop.read.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShopDataDocumentTest {
    @Test
    void theDocumentListsTheColumnsOfEveryFileAndWhichAreRequired() throws IOException {
        var document = Files.readString(Path.of("..", "docs", "shop-data.md"));

        for (var table : ShopTable.ALL) {
            var section =
                    document.split("### " + table.tableName() + "\\.csv\n")[1].split("\n#")[0];
            var documented = section.lines()
                    .filter(line -> line.startsWith("| ") && !line.startsWith("| column"))
                    .map(line -> line.split("\\|")[1])
                    .flatMap(names -> Arrays.stream(names.split(",")))
                    .map(String::strip)
                    .collect(Collectors.toList());
            assertThat(documented)
                    .as(table.tableName())
                    .containsExactlyElementsOf(table.columns().stream()
                            .map(ShopDataDocumentTest::marked)
                            .toList());
        }
    }

    private static String marked(Column column) {
        return column.presence() == Column.Presence.OPTIONAL ? column.name() : "**" + column.name() + "**";
    }
}
