package dev.shoplake.dremio.rest;

import java.net.ConnectException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Dremio refused, or that it did not answer; the message says what was asked, the HTTP status and Dremio's words. */
public sealed class DremioException extends RuntimeException permits DremioException.LoginRefused {
    private static final int NO_ANSWER = 0;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** Words of Calcite, which Dremio hands through. */
    private static final Pattern MISSING_TABLE = Pattern.compile("Object '[^']*' not found");

    private final int status;

    DremioException(String message, int status, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    static DremioException refused(String request, int status, String words) {
        return new DremioException("%s: HTTP %d: %s".formatted(request, status, words), status, null);
    }

    static DremioException unanswered(String request, Throwable cause) {
        var words = cause instanceof ConnectException ? "cannot connect" : String.valueOf(cause.getMessage());
        return new DremioException("%s: no answer: %s".formatted(request, words), NO_ANSWER, cause);
    }

    /** A job that did not complete: the HTTP exchange went well, so it is nothing that passes by itself. */
    static DremioException failedJob(String job, String state, String words) {
        return new DremioException("job %s is %s: %s".formatted(job, state, words), 200, null);
    }

    /** Whether the same request may succeed in a while: Dremio is away, starting or overloaded. */
    public boolean isTransient() {
        return status == NO_ANSWER || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }

    /** Whether a query names a table that is not there, or not yet. */
    public boolean isMissingTable() {
        return MISSING_TABLE.matcher(String.valueOf(getMessage())).find();
    }

    int status() {
        return status;
    }

    /** Name and password do not fit. */
    public static final class LoginRefused extends DremioException {
        public LoginRefused(String message, DremioException cause) {
            super(message, cause.status(), cause);
        }
    }
}
