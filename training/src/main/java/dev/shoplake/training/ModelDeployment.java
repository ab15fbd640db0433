package dev.shoplake.training;

import dev.shoplake.training.push.ModelPublisher;
import dev.shoplake.training.push.PushedModels;
import dev.shoplake.training.push.PushedModels.Pushed;
import dev.shoplake.training.register.ModelRegistry;
import dev.shoplake.training.register.ModelRegistry.Version;
import java.io.PrintStream;
import java.util.List;
import java.util.NoSuchElementException;

/** Which of the registered models is live. Registry and Redis are moved together, by the steps of a training's end. */
final class ModelDeployment {
    private final ModelRegistry registry;
    private final PushedModels models;
    private final ModelPublisher publisher;
    private final PrintStream out;

    ModelDeployment(ModelRegistry registry, PushedModels models, ModelPublisher publisher, PrintStream out) {
        this.registry = registry;
        this.models = models;
        this.publisher = publisher;
        this.out = out;
    }

    /** Prints all versions, newest first. */
    void list() {
        var pushed = models.list();
        var versions = registry.versions();
        if (versions.isEmpty()) {
            out.println("There is no model yet: ./shoplake train makes one.");
            return;
        }
        out.printf("%7s  %-20s  %-8s  %s%n", "version", "registered", "alias", "lists");
        for (var version : versions) {
            out.printf(
                    "%7d  %-20s  %-8s  %s%n",
                    version.number(),
                    version.registeredAt().toString().substring(0, 19) + "Z",
                    version.champion() ? ModelRegistry.CHAMPION : "",
                    lists(pushed, version));
        }
    }

    private static String lists(List<Pushed> pushed, Version version) {
        return pushed.stream()
                .filter(model -> isOf(model, version))
                .map(model -> model.live() ? "live" : "ready")
                .findFirst()
                .orElse("none");
    }

    /**
     * Makes a version live.
     *
     * @throws NoSuchElementException if the registry does not have it, or Redis does not have its lists any more
     */
    void promote(int number) {
        var version = registry.versions().stream()
                .filter(candidate -> candidate.number() == number)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(
                        "MLflow has no version %d: see ./shoplake model list".formatted(number)));
        var pushed = models.list();
        var model = pushed.stream()
                .filter(candidate -> isOf(candidate, version))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(
                        "version %d cannot go live: its lists are not in Redis, which has those of %s; ./shoplake train makes new ones"
                                .formatted(
                                        number,
                                        pushed.stream().map(Pushed::version).toList())));
        // The pointer last, as at the end of a training: when this dies between the two, the same command mends it
        registry.promote(number);
        publisher.switchTo(model.name());
        out.printf("Version %d is live (%s).%n", number, model.name());
    }

    /**
     * Makes the model live that was pushed before the one that is.
     *
     * @throws NoSuchElementException if there is none
     */
    void rollBack() {
        promote(models.beforeLive()
                .orElseThrow(() -> new NoSuchElementException("there is no earlier model in Redis to go back to"))
                .version());
    }

    private static boolean isOf(Pushed model, Version version) {
        return model.name().equals(PushedModels.name(version.number(), version.runId()));
    }
}
