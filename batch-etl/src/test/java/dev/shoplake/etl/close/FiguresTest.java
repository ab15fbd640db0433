package dev.shoplake.etl.close;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.lake.CloseTables;
import dev.shoplake.contracts.lake.LakeTable.Column;
import dev.shoplake.contracts.lake.MartTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A figure that is added to the months is also closed, and compared. */
class FiguresTest {
    private static final List<Column> FIGURES = MartTables.MONTHLY_KPIS.columns().stream()
            .filter(column -> Restatements.FIGURES.contains(column.name()))
            .toList();

    @Test
    void aCloseRecordsEveryFigureOfTheMonth() throws IOException {
        assertThat(FIGURES).hasSize(19);
        assertThat(CloseTables.MONTH_CLOSES.columns()).endsWith(FIGURES.toArray(Column[]::new));
        var words = List.of(text("month_closes.sql").split("[^a-z_]+"));
        for (var figure : FIGURES) {
            assertThat(words).filteredOn(figure.name()::equals).hasSize(2);
        }
    }

    @Test
    void whatIsKeptForEverHoldsNoPersonsId() {
        for (var table : ClosedMonth.tables()) {
            assertThat(table.columns())
                    .as(table.identifier())
                    .extracting(Column::name)
                    .doesNotContain("customer_id", "user_id");
        }
    }

    private static String text(String file) throws IOException {
        try (var stream = FiguresTest.class.getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
