package dev.shoplake.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.report.dashboard.Tile;
import dev.shoplake.report.paper.Heading;
import dev.shoplake.report.paper.ReportFiles;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonthlyLetterTest {
    private static final ZonedDateTime PRINTED = ZonedDateTime.of(2011, 12, 1, 6, 0, 0, 0, ZoneId.of("Europe/London"));
    private static final ReportFiles FILES = new ReportFiles(Path.of("a.pdf"), Path.of("a.png"));

    @Test
    void holdsTheFiguresAsTheDashboardShowsThem() {
        var tiles = List.of(
                new Tile("Net revenue", "£ 1,461,756.25", "+36.5% on the month before"),
                new Tile("Orders", "2,769", ""));

        var letter = MonthlyLetter.of(new MonthlyReport.Drawn(heading(true), tiles, FILES));

        assertThat(letter.subject()).isEqualTo("Monthly report: November 2011");
        assertThat(letter.text()).isEqualTo("""
                Monthly report: November 2011

                Net revenue  £ 1,461,756.25 (+36.5% on the month before)
                Orders       2,769

                Amounts in GBP · printed 1 December 2011
                """);
        assertThat(letter.attachments()).containsExactly(Path.of("a.pdf"), Path.of("a.png"));
        assertThat(letter.written()).isEqualTo(PRINTED);
    }

    @Test
    void cautionsAgainstAMonthThatIsNotComplete() {
        var letter = MonthlyLetter.of(new MonthlyReport.Drawn(heading(false), List.of(), FILES));

        assertThat(letter.text()).contains("The data does not cover this month to its end yet");
    }

    private static Heading heading(boolean complete) {
        return new Heading(YearMonth.of(2011, 11), "GBP", complete, PRINTED);
    }
}
