package dev.shoplake.report;

import dev.shoplake.report.mail.Addresses;
import dev.shoplake.report.mail.Mailer;
import dev.shoplake.report.month.UnknownMonthException;
import dev.shoplake.report.paper.ReportFiles;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: from arguments to files and mails. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Draws the dashboard of a month as PDF and PNG: one sheet, ready to print or to mail.",
            "Every chart is checked; if one is not well drawn nothing is written and the exit code is 1."
        },
        footer = {
            "",
            "Examples:",
            "  report 2011-11                          report-2011-11.pdf and .png in this folder",
            "  report 2011-11 --out reports            the same in folder reports",
            "  report 2011-11 --out november.pdf       november.pdf and november.png",
            "  report 2011-11 --mail ann@example.com   mails them too; see docs/report.md for the mail server"
        })
final class ReportCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "MONTH", description = "such as 2011-11")
    private String month = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "a file .pdf or .png, or a folder for both (default: this folder)")
    private Path out = Path.of("");

    @Option(
            names = "--mail",
            paramLabel = "ADDRESS",
            description = "mail it to this address in place of those of SHOPLAKE_SMTP_TO; may be given again")
    private List<String> receivers = List.of();

    ReportCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        var wanted = parsedMonth();
        var addresses = receivers.stream().map(this::parsedAddress).toList();
        var settings = ReportSettings.from(environment);
        var mailer = Mailer.of(settings.mail(), addresses);
        var report = new MonthlyReport(settings, clock.withZone(settings.zone()), this::tell);
        try {
            var drawn = report.draw(wanted, ReportFiles.of(out, wanted));
            drawn.files().all().forEach(file -> spec.commandLine().getOut().println(file));
            mailer.ifPresent(found -> mail(found, drawn));
        } catch (UnknownMonthException e) {
            throw new ParameterException(spec.commandLine(), "MONTH is wrong: " + e.getMessage(), e);
        }
        return 0;
    }

    private void mail(Mailer mailer, MonthlyReport.Drawn drawn) {
        mailer.send(MonthlyLetter.of(drawn));
        tell("is mailed to " + mailer.receivers());
    }

    private void tell(String event) {
        spec.commandLine().getErr().printf("  %-12s %s%n", "report", event);
    }

    private YearMonth parsedMonth() {
        try {
            return YearMonth.parse(month);
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(), "MONTH is '%s': expected a month such as 2011-11".formatted(month), e);
        }
    }

    private InternetAddress parsedAddress(String text) {
        return Addresses.parse(text)
                .filter(addresses -> addresses.size() == 1)
                .map(List::getFirst)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--mail is '%s': expected a mail address".formatted(text)));
    }
}
