package dev.shoplake.report;

import static java.util.stream.Collectors.joining;

import dev.shoplake.report.dashboard.Tile;
import dev.shoplake.report.mail.Letter;
import java.util.stream.Stream;

/** The mail that a report travels in: the figures in its text, the files attached. */
final class MonthlyLetter {
    private MonthlyLetter() {}

    static Letter of(MonthlyReport.Drawn report) {
        var heading = report.heading();
        int width = report.tiles().stream()
                .mapToInt(tile -> tile.name().length())
                .max()
                .orElse(0);
        var figures = report.tiles().stream().map(tile -> line(tile, width)).collect(joining("\n"));
        var text = Stream.of(heading.title(), figures, heading.caution(), heading.line())
                .filter(part -> !part.isEmpty())
                .collect(joining("\n\n", "", "\n"));
        return new Letter(heading.title(), text, report.files().all(), heading.printed());
    }

    private static String line(Tile tile, int width) {
        var line =
                "%s  %s".formatted(tile.name() + " ".repeat(width - tile.name().length()), tile.value());
        return tile.note().isEmpty() ? line : "%s (%s)".formatted(line, tile.note());
    }
}
