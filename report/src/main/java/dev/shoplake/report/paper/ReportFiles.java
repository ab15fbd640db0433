package dev.shoplake.report.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;

/** The two files of a report, beside each other under one name. */
public record ReportFiles(Path pdf, Path png) {
    /**
     * Files for a month.
     *
     * @param out a name that ends in .pdf or .png, or a folder, made now if it is not there
     */
    public static ReportFiles of(Path out, YearMonth month) throws IOException {
        var file = out.toAbsolutePath().normalize();
        var name = String.valueOf(file.getFileName());
        if (!name.endsWith(".pdf") && !name.endsWith(".png")) {
            return named(file, "report-" + month);
        }
        return named(file.resolveSibling(""), name.substring(0, name.length() - ".pdf".length()));
    }

    private static ReportFiles named(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        return new ReportFiles(folder.resolve(name + ".pdf"), folder.resolve(name + ".png"));
    }

    public List<Path> all() {
        return List.of(pdf, png);
    }
}
