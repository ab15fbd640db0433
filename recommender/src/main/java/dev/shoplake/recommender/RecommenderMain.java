package dev.shoplake.recommender;

import dev.shoplake.runtime.process.ServiceProcess;
import java.util.Map;

/** Runs the recommender until it is told to end. */
public final class RecommenderMain {
    private static final String HELP = """
            Usage: recommender

            Keeps recommendations fresh and serves them over HTTP until it is told to end (SIGTERM).
            It takes no arguments; settings come from the environment:
              SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS, SHOPLAKE_REDIS_URI, SHOPLAKE_REDIS_PASSWORD  required
              SHOPLAKE_RECOMMENDER_HOST, SHOPLAKE_RECOMMENDER_PORT                           where to listen
            See docs/configuration.md for all of them and docs/recommender.md for the endpoints.
            """;

    private RecommenderMain() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv(), args));
    }

    static int run(Map<String, String> environment, String... args) {
        if (args.length == 1 && args[0].equals("--help")) {
            System.out.print(HELP);
            return ServiceProcess.STOPPED;
        }
        if (args.length > 0) {
            System.err.println("recommender: unexpected argument '%s': expected none, or --help".formatted(args[0]));
            return ServiceProcess.WRONG_SETTINGS;
        }
        return ServiceProcess.run(
                "recommender", System.err, () -> RecommenderService.open(RecommenderSettings.from(environment)));
    }
}
