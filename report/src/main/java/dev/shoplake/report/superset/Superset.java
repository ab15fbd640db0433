package dev.shoplake.report.superset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitUntilState;
import dev.shoplake.report.ReportException;
import dev.shoplake.report.browser.Complaint;
import java.io.IOException;
import java.net.URI;

/** Superset after login: its pages and its JSON API, both in one browser session. */
public final class Superset {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USAGE_LOG = "**/superset/log/**";
    private static final int HTTP_NO_CONTENT = 204;
    private static final double LOGIN_TIMEOUT_MILLIS = 60_000;

    private final URI url;
    private final Page page;
    private final APIRequestContext requests;

    private Superset(URI url, Page page) {
        this.url = url;
        this.page = page;
        this.requests = page.context().request();
    }

    /**
     * Logs in by the login page, as people do.
     *
     * @throws ReportException if Superset does not answer or does not know the account
     */
    public static Superset logIn(Page page, SupersetSettings settings) {
        var login = settings.url().resolve("/login/").toString();
        try {
            // The login page logs its own use as nobody; an answer to that after the login would end the new session
            page.route(USAGE_LOG, route -> route.fulfill(new Route.FulfillOptions().setStatus(HTTP_NO_CONTENT)));
            page.navigate(login, new Page.NavigateOptions().setTimeout(LOGIN_TIMEOUT_MILLIS));
            page.locator("[data-test=username-input]").fill(settings.user());
            page.locator("[data-test=password-input]").fill(settings.password().value());
            var answer = page.waitForResponse(
                    response -> response.request().method().equals("POST")
                            && response.url().equals(login),
                    new Page.WaitForResponseOptions().setTimeout(LOGIN_TIMEOUT_MILLIS),
                    () -> page.locator("[data-test=login-button]").click());
            var next = answer.headerValue("location");
            if (next == null || next.contains("/login")) {
                throw new ReportException("Superset at %s refuses the account '%s': see SHOPLAKE_SUPERSET_READER_USER"
                                .formatted(settings.url(), settings.user())
                        + " and SHOPLAKE_SUPERSET_READER_PASSWORD");
            }
            page.waitForURL(
                    address -> !address.equals(login),
                    new Page.WaitForURLOptions().setWaitUntil(WaitUntilState.COMMIT));
            page.unroute(USAGE_LOG);
        } catch (PlaywrightException e) {
            throw new ReportException("no login at %s: %s".formatted(login, Complaint.of(e)), e);
        }
        return new Superset(settings.url(), page);
    }

    /** The page that shows it. */
    public Page page() {
        return page;
    }

    /** The address of a path. */
    public URI resolve(String path) {
        return url.resolve(path);
    }

    /** Reads from the API. */
    public JsonNode get(String path) {
        return body(requests.get(resolve(path).toString()));
    }

    /** Asks the API with a document. */
    public JsonNode post(String path, JsonNode document) {
        var token = get("/api/v1/security/csrf_token/").path("result").asText();
        return body(requests.post(
                resolve(path).toString(),
                RequestOptions.create()
                        .setHeader("Content-Type", "application/json")
                        .setHeader("X-CSRFToken", token)
                        .setHeader("Referer", url.toString())
                        .setData(document.toString())));
    }

    private static JsonNode body(APIResponse response) {
        if (!response.ok()) {
            throw new ReportException(
                    "%s answers %d: %s".formatted(response.url(), response.status(), response.text()));
        }
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new ReportException("%s does not answer with JSON".formatted(response.url()), e);
        } catch (IOException e) {
            throw new ReportException("%s cannot be read".formatted(response.url()), e);
        }
    }
}
