package dev.shoplake.report.paper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/** A drawn dashboard on one sheet as wide as A4, and as high as A4 or as the charts need. */
public final class Paper {
    /** Width of the page in CSS pixels: at this width the charts are about as high as A4 asks for. */
    public static final int WIDTH = 1_600;

    /** Height of the page in CSS pixels before it is known how high the charts are. */
    public static final int HEIGHT = 2_263;

    /** Dots for a CSS pixel: charts are pictures, and are read on paper. */
    public static final double SHARPNESS = 2;

    private static final String HEADING = script("heading.js");
    private static final String FIT = script("fit.js");
    private static final double A4_WIDTH_MILLIMETRES = 210;
    private static final double A4_RATIO = Math.sqrt(2);
    private static final double CSS_PIXELS_A_MILLIMETRE = 96 / 25.4;
    private static final int LOOKS = 20;
    private static final double BETWEEN_LOOKS_MILLIS = 250;

    private final Page page;

    public Paper(Page page) {
        this.page = page;
    }

    /** Writes the files; each appears under its name when it is whole. */
    public void write(Heading heading, ReportFiles files) throws IOException {
        page.evaluate(HEADING, List.of(heading.title(), heading.line(), heading.caution()));
        int height = fit();
        replace(files.png(), stillPicture());
        replace(files.pdf(), pdf(height));
    }

    private int fit() {
        int height = ((Number) page.evaluate(FIT)).intValue();
        page.setViewportSize(WIDTH, height);
        return height;
    }

    /** Charts move while they appear, so the picture is taken until two are the same. */
    private byte[] stillPicture() {
        var before = page.screenshot();
        for (int look = 0; look < LOOKS; look++) {
            page.waitForTimeout(BETWEEN_LOOKS_MILLIS);
            var now = page.screenshot();
            if (Arrays.equals(before, now)) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private byte[] pdf(int height) {
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        double scale = A4_WIDTH_MILLIMETRES * CSS_PIXELS_A_MILLIMETRE / WIDTH;
        // A fraction of a pixel too few would begin a second sheet
        double millimetres =
                Math.max(A4_WIDTH_MILLIMETRES * A4_RATIO, Math.ceil((height + 2) * scale / CSS_PIXELS_A_MILLIMETRE));
        return page.pdf(new Page.PdfOptions()
                .setWidth(A4_WIDTH_MILLIMETRES + "mm")
                .setHeight("%.1fmm".formatted(millimetres))
                .setScale(scale)
                .setPrintBackground(true));
    }

    private static void replace(Path file, byte[] content) throws IOException {
        var whole = file.resolveSibling(file.getFileName() + ".part");
        Files.write(whole, content);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String script(String name) {
        try (var stream = requireNonNull(Paper.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
