package dev.shoplake.training;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@link TrainMain}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains the recommender on what the lake holds and makes the new model live.",
            "",
            "Reads interactions at one commit of the catalog, measures a model on the newest weeks beside popularity, trains"
                    + " the final model on everything, registers it in MLflow and writes every user's list to Redis."
                    + " What is live changes in the last step, and only if the model is not worse than popularity.",
            ""
        },
        footer = {
            "",
            "Exit code: 0 the new model is live (or was measured), 1 it is not, 2 wrong settings or arguments.",
            "Settings: SHOPLAKE_TRAINING_*, see docs/configuration.md; the model: docs/model.md.",
            "",
            "Examples:",
            "  ./shoplake train",
            "  ./shoplake train --evaluate next_basket",
            "  SHOPLAKE_TRAINING_RANK=32 ./shoplake train --evaluate time --skip-last P28D"
        })
final class TrainCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final PrintStream out;
    private final Clock clock;

    @Option(
            names = "--evaluate",
            paramLabel = "PROTOCOL",
            description =
                    "Only measure, publish nothing: time (foretell the newest weeks) or next_basket (foretell each"
                            + " customer's last order from the earlier ones).")
    private Training.@Nullable Protocol protocol;

    @Option(
            names = "--skip-last",
            paramLabel = "DURATION",
            defaultValue = "PT0S",
            description = "With --evaluate: leave out the newest part, such as P28D, to choose parameters on data that"
                    + " the final measurement does not use.")
    private Duration skipped = Duration.ZERO;

    TrainCommand(Map<String, String> environment, PrintStream out, Clock clock) {
        this.environment = environment;
        this.out = out;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        var training = new Training(TrainingSettings.from(environment), out, clock);
        if (protocol != null) {
            training.evaluate(protocol, skipped);
            return TrainMain.DONE;
        }
        return training.run() ? TrainMain.DONE : TrainMain.FAILED;
    }
}
