package dev.shoplake.stack.demo;

import dev.shoplake.stack.home.StackException;
import java.io.PrintStream;
import java.util.Map;

/** Where to look next. */
final class Addresses {
    private final Map<String, String> environment;
    private final PrintStream output;

    Addresses(Map<String, String> environment, PrintStream output) {
        this.environment = environment;
        this.output = output;
    }

    void print() {
        var recommender = required(environment, "SHOPLAKE_RECOMMENDER_URL");
        output.printf("%nThe stack stays up. Open or try%n");
        line("recommendations", recommender + "/v1/users/12347/recommendations");
        line("trending", recommender + "/v1/trending");
        line("models and runs", required(environment, "SHOPLAKE_MLFLOW_URI"));
        line("the lake by SQL", "./shoplake sql \"SELECT * FROM marts.monthly_kpis ORDER BY year_month\"");
        line("events over HTTP", required(environment, "SHOPLAKE_COLLECTOR_URL") + "/v1/events (docs/events.md)");
        line("what runs", "./shoplake status");
        line("stop it all", "./shoplake down");
    }

    static String required(Map<String, String> environment, String key) {
        var value = environment.get(key);
        if (value == null) {
            throw new StackException("The stack does not tell " + key + ": run ./shoplake up.");
        }
        return value;
    }

    private void line(String what, String where) {
        output.printf("  %-17s %s%n", what, where);
    }
}
