package dev.shoplake.stack.demo;

import dev.shoplake.stack.home.StackException;
import java.io.PrintStream;
import java.util.Map;

/** Where to look next: a line for each room that is there. */
public final class Addresses {
    private final Map<String, String> environment;
    private final PrintStream output;

    /**
     * The addresses in these settings.
     *
     * @param environment of what runs
     */
    public Addresses(Map<String, String> environment, PrintStream output) {
        this.environment = environment;
        this.output = output;
    }

    public void print() {
        room("start page", "SHOPLAKE_RECOMMENDER_URL", "/");
        room("dashboard", "SHOPLAKE_SUPERSET_URL", "/superset/dashboard/monthly/");
        room("schedule", "SHOPLAKE_AIRFLOW_URL", "");
        room("models and runs", "SHOPLAKE_MLFLOW_URI", "");
        room("recommendations", "SHOPLAKE_RECOMMENDER_URL", "/v1/users/12347/recommendations");
        room("trending", "SHOPLAKE_RECOMMENDER_URL", "/v1/trending");
        room("events over HTTP", "SHOPLAKE_COLLECTOR_URL", "/v1/events (docs/events.md)");
    }

    /** Names and passwords for the rooms that ask for them. */
    public void printLogins() {
        login("dashboard", "SHOPLAKE_SUPERSET_READER");
        login("dashboard, to edit", "SHOPLAKE_SUPERSET_ADMIN");
        login("schedule", "SHOPLAKE_AIRFLOW");
    }

    static String required(Map<String, String> environment, String key) {
        var value = environment.get(key);
        if (value == null) {
            throw new StackException("The stack does not tell " + key + ": run ./shoplake up.");
        }
        return value;
    }

    private void room(String name, String key, String path) {
        var address = environment.get(key);
        if (address != null) {
            output.printf("  %-18s %s%s%n", name, address, path);
        }
    }

    private void login(String name, String prefix) {
        var user = environment.get(prefix + "_USER");
        var password = environment.get(prefix + "_PASSWORD");
        if (user != null && password != null) {
            output.printf("  %-18s %-8s %s%n", name, user, password);
        }
    }
}
