package dev.shoplake.e2e;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.shoplake.stack.LocalStack;
import java.nio.file.Path;

/** The browser of this machine, or the reason why a story cannot be seen here. */
final class TestingBrowser {
    private final String path;
    private final String reason;

    private TestingBrowser(String path, String reason) {
        this.path = path;
        this.reason = reason;
    }

    static TestingBrowser of(LocalStack stack) {
        try {
            return new TestingBrowser(
                    stack.command("browser").strip().lines().toList().getLast(), "");
        } catch (IllegalStateException e) {
            return new TestingBrowser("", String.valueOf(e.getMessage()));
        }
    }

    /** Its program; the story that asks is skipped if there is none. */
    Path required() {
        assumeThat(reason).as("a Chromium on this machine").isEmpty();
        return Path.of(path);
    }
}
