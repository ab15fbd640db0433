package dev.shoplake.report.browser;

import com.microsoft.playwright.PlaywrightException;
import java.util.regex.Pattern;

/** The one line that matters in what Playwright throws. */
public final class Complaint {
    private static final Pattern MESSAGE = Pattern.compile("message='([^\\n]*?)'?(\\n|$)");

    private Complaint() {}

    public static String of(PlaywrightException failure) {
        var text = String.valueOf(failure.getMessage());
        var message = MESSAGE.matcher(text);
        return message.find() ? message.group(1) : text.lines().findFirst().orElse("");
    }
}
