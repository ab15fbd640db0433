package dev.shoplake.training;

import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.training.push.ModelPublisher;
import dev.shoplake.training.push.PushedModels;
import dev.shoplake.training.register.ModelRegistry;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command line of {@link ModelMain}. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Says which trained model is live, and makes another one live.",
            "",
            "A training leaves its lists in Redis beside those of the models before it, the newest three and the live one for"
                    + " 30 days. Going live moves MLflow's alias 'champion' and one pointer in Redis; the recommender follows"
                    + " within a second and ranks those anew who were active lately.",
            ""
        },
        footer = {"", "Exit code: 0 done, 1 failed: what was live stays, 2 wrong settings or arguments."})
final class ModelCommand {
    private final Map<String, String> environment;
    private final PrintStream out;
    private final Clock clock;

    ModelCommand(Map<String, String> environment, PrintStream out, Clock clock) {
        this.environment = environment;
        this.out = out;
        this.clock = clock;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the versions: champion, live, ready to go live.")
    int list() {
        return with(ModelDeployment::list);
    }

    @Command(
            name = "promote",
            mixinStandardHelpOptions = true,
            description = "Makes a version live whose lists are in Redis.")
    int promote(@Parameters(paramLabel = "VERSION", description = "The number in MLflow.") int version) {
        return with(deployment -> deployment.promote(version));
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = "Makes the model live that was pushed before the live one.")
    int rollBack() {
        return with(ModelDeployment::rollBack);
    }

    private int with(Consumer<ModelDeployment> action) {
        var settings = ModelSettings.from(environment);
        try (var registry = new ModelRegistry(settings.mlflow(), clock);
                var redis = RedisConnection.open(settings.redis())) {
            action.accept(
                    new ModelDeployment(registry, new PushedModels(redis), new ModelPublisher(redis, clock), out));
            return TrainMain.DONE;
        }
    }
}
