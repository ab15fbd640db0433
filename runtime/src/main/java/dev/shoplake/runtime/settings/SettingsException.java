package dev.shoplake.runtime.settings;

import java.util.List;

/** All that is wrong with the settings, one line a problem: key, value received, value expected. */
public final class SettingsException extends RuntimeException {
    private final List<String> problems;

    public SettingsException(List<String> problems) {
        super("Wrong settings:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
