package dev.shoplake.report.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import dev.shoplake.report.ReportException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Chromium without a window, driven by Playwright. To be used by one thread. */
public final class Browser implements AutoCloseable {
    private static final List<String> FLAGS =
            List.of("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /**
     * Starts a browser.
     *
     * @param executable of a Chromium
     * @throws ReportException if it does not start
     */
    public static Browser start(Path executable) {
        // Playwright would else fetch browsers of its own
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            return new Browser(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(executable)
                                    .setChromiumSandbox(!isRoot())
                                    .setArgs(flags())));
        } catch (PlaywrightException e) {
            playwright.close();
            throw new ReportException("the browser %s does not start: %s".formatted(executable, Complaint.of(e)), e);
        }
    }

    /**
     * A session of its own, without cookies, in English and UTC.
     *
     * @param width of its pages in CSS pixels
     * @param height of its pages in CSS pixels
     * @param sharpness dots drawn for a CSS pixel
     */
    public BrowserContext session(int width, int height, double sharpness) {
        return chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setDeviceScaleFactor(sharpness)
                .setLocale("en-GB")
                .setTimezoneId("UTC"));
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    /** Chromium refuses to run as root inside its sandbox. */
    private static List<String> flags() {
        var flags = new ArrayList<>(FLAGS);
        if (isRoot()) {
            flags.add("--no-sandbox");
        }
        return flags;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
