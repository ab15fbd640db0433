package dev.shoplake.report.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    private static final YearMonth MONTH = YearMonth.of(2011, 11);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aNameOfEitherKindNamesBoth() throws IOException {
        for (var name : new String[] {"november.pdf", "november.png"}) {
            assertThat(ReportFiles.of(folder.resolve(name), MONTH).all())
                    .containsExactly(folder.resolve("november.pdf"), folder.resolve("november.png"));
        }
    }

    @Test
    void aFolderIsMadeAndGetsFilesNamedByTheMonth() throws IOException {
        var reports = folder.resolve("new/reports");

        assertThat(ReportFiles.of(reports, MONTH).pdf()).isEqualTo(reports.resolve("report-2011-11.pdf"));
        assertThat(reports).isDirectory();
    }

    @Test
    void nothingIsTheCurrentFolder() throws IOException {
        assertThat(ReportFiles.of(Path.of(""), MONTH).png())
                .isEqualTo(Path.of("report-2011-11.png").toAbsolutePath());
    }
}
