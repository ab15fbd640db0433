package dev.shoplake.runtime.settings;

import static java.util.Objects.requireNonNull;

/**
 * A value that never shows itself in a log or a message.
 *
 * @param value the password or key in clear; pass it to the client that needs it and nowhere else
 */
public record Secret(String value) {
    public Secret {
        requireNonNull(value, "value is null");
    }

    @Override
    public String toString() {
        return "***";
    }
}
