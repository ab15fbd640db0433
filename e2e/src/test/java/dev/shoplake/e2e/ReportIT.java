package dev.shoplake.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.shoplake.stack.LocalStack;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The report of a month as a shop owner gets it: by the command, as files, by mail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1800)
class ReportIT {
    @TempDir
    private Path folder = Path.of("");

    private LocalStack stack;
    private TestingBrowser chromium;

    @BeforeAll
    @Timeout(1800)
    void bringUpTheYear() {
        stack = DemoYear.stack();
        chromium = TestingBrowser.of(stack);
    }

    @BeforeEach
    void needsABrowser() {
        assertThat(chromium.required()).isExecutable();
    }

    @Test
    void theReportIsOneSheetWithTheMonthsNumbersAndComesByMail() throws Exception {
        var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            var run = run(
                    Map.of(
                            "SHOPLAKE_SMTP_HOST", "127.0.0.1",
                            "SHOPLAKE_SMTP_PORT",
                                    Integer.toString(mail.getSmtp().getPort()),
                            "SHOPLAKE_SMTP_SECURITY", "none",
                            "SHOPLAKE_SMTP_FROM", "shop@example.com"),
                    "2011-11",
                    "--out",
                    folder.toString(),
                    "--mail",
                    "owner@example.com");

            assertThat(run.exitCode()).as(run.output()).isZero();
            System.out.println(run.output());
            var truth = MonthTruth.of("2011-11");
            var figures =
                    List.of(truth.netRevenue(), truth.orders(), truth.averageOrderValue(), truth.returningBuyers());
            assertThat(onlyPage(folder.resolve("report-2011-11.pdf")))
                    .contains("Monthly report: November 2011", "Amounts in GBP · printed ")
                    .contains(figures)
                    .contains(truth.change("net_revenue"))
                    .doesNotContain("does not cover this month");
            assertThatIsDrawn(folder.resolve("report-2011-11.png"));
            assertThat(mail.getReceivedMessages()).hasSize(1);
            assertThatHolds(mail.getReceivedMessages()[0], figures);
        } finally {
            mail.stop();
        }
    }

    @Test
    void theReportOfAnUnfinishedMonthSaysSo() throws Exception {
        var run =
                run(Map.of(), "2011-12", "--out", folder.resolve("december.png").toString());

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("month 2011-12 is not complete");
        assertThat(onlyPage(folder.resolve("december.pdf")))
                .contains("Monthly report: December 2011", "The data does not cover this month to its end yet")
                .contains(MonthTruth.of("2011-12").netRevenue());
        assertThatIsDrawn(folder.resolve("december.png"));
    }

    @Test
    void aMonthThatTheDataDoesNotHoldIsRefusedInOneLine() throws Exception {
        var run = run(Map.of(), "2012-07", "--out", folder.resolve("none.pdf").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output())
                .contains("there is no month 2012-07 in the data: expected one from 2010-12 to 2011-12")
                .doesNotContain("Exception");
        assertThat(folder.resolve("none.pdf")).doesNotExist();
    }

    private record Run(int exitCode, String output) {}

    /** By the launcher, as people and the scheduler call it. */
    private Run run(Map<String, String> settings, String... arguments) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of(Repository.root().resolve("shoplake").toString(), "report"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var environment = new HashMap<>(settings);
        environment.put("SHOPLAKE_HOME", stack.home().toString());
        environment.put("SHOPLAKE_AS_BUILT", "1");
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), output);
    }

    private static String onlyPage(Path pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            return new PDFTextStripper().getText(document);
        }
    }

    /** As many colours as only charts have, also in the lowest quarter. */
    private static void assertThatIsDrawn(Path png) throws IOException {
        BufferedImage picture = ImageIO.read(png.toFile());
        assertThat(picture.getWidth()).isEqualTo(3_200);
        assertThat(picture.getHeight()).isGreaterThan(picture.getWidth());
        assertThat(colours(picture, 0)).isGreaterThan(200);
        assertThat(colours(picture, picture.getHeight() * 3 / 4)).isGreaterThan(50);
    }

    private static long colours(BufferedImage picture, int from) {
        return IntStream.range(from, picture.getHeight())
                .flatMap(y -> IntStream.range(0, picture.getWidth()).map(x -> picture.getRGB(x, y)))
                .distinct()
                .count();
    }

    private static void assertThatHolds(Message message, List<String> figures) throws MessagingException, IOException {
        assertThat(message.getSubject()).isEqualTo("Monthly report: November 2011");
        assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly("owner@example.com");
        var parts = (Multipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(3);
        assertThat(String.valueOf(parts.getBodyPart(0).getContent()))
                .contains(figures)
                .contains("Net revenue", "Conversion", "Amounts in GBP");
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("report-2011-11.pdf");
        assertThat(parts.getBodyPart(2).getFileName()).isEqualTo("report-2011-11.png");
    }
}
