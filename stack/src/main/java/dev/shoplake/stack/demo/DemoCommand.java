package dev.shoplake.stack.demo;

import dev.shoplake.stack.Stack;
import dev.shoplake.stack.home.StackException;
import dev.shoplake.stack.server.Group;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shoplake demo}. What an earlier demo has done in this home is taken up, not done again. */
@Command(
        name = "demo",
        description = "Runs everything on the year of a real shop and sums up what came out. Start here.")
public final class DemoCommand implements Callable<Integer> {
    private final Stack stack;
    private final PrintStream output;

    @Option(names = "--without", paramLabel = "GROUP", split = ",", description = Group.OPTION)
    private List<Group> without = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public DemoCommand(Stack stack, PrintStream output) {
        this.stack = stack;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        var folder = Files.createDirectories(stack.home().directory().resolve("demo"));
        var steps = new Steps(output);
        // The schedule last: a full hour that strikes while the shop is loaded would begin a batch of half a shop
        steps.run("Start the servers", () -> up(Stream.concat(without.stream(), Stream.of(Group.SCHEDULE))));
        steps.run("Load the shop: customers, products, orders", () -> shoplake("shop", "load", "online-retail"));
        steps.run("Send the year's events", () -> sendEvents(folder));
        steps.run("Wait until Redis and the lake have them", () -> new EventDrain(stack.environment(), output).await());
        steps.run("Batch: raw, cleaned, structured, marts", () -> shoplake("etl", "run", "--wait"));
        steps.run("Train a model and publish its lists", () -> shoplake("train"));
        var click = new OneClick(stack.environment(), output);
        steps.run("One customer, one click", click::run);
        if (!without.contains(Group.SCHEDULE)) {
            steps.run("Start the schedule", () -> up(without.stream()));
        }

        new MonthlyFigures(stack.environment(), output).print();
        new ModelFigures(stack.environment(), output).print();
        click.print();
        steps.report();
        output.printf("%nThe stack stays up. Open%n");
        new Addresses(stack.environment(), output).print();
        output.printf("or try%n");
        tryNext("log in", "./shoplake open");
        tryNext("the lake by SQL", "./shoplake sql \"SELECT * FROM marts.monthly_kpis ORDER BY year_month\"");
        tryNext("what runs", "./shoplake status");
        tryNext("stop it all", "./shoplake down");
        return 0;
    }

    private void up(Stream<Group> without) {
        var command = new ArrayList<>(List.of("up"));
        without.forEach(group -> command.addAll(List.of("--without", group.label())));
        shoplake(command.toArray(String[]::new));
    }

    /** The file is made once, and sent once: a marker is left when all of it is safe in Kafka. */
    private void sendEvents(Path folder) throws IOException {
        var file = folder.resolve("history.jsonl.gz");
        var sent = folder.resolve("history.sent");
        if (Files.exists(sent)) {
            output.printf("  They were sent before: %s%n", file);
            return;
        }
        if (!Files.exists(file)) {
            var unfinished = folder.resolve("history.unfinished.jsonl.gz");
            shoplake("events", "history", "--out", unfinished.toString());
            Files.move(unfinished, file);
        }
        shoplake("events", "replay", file.toString());
        Files.createFile(sent);
    }

    private void tryNext(String what, String how) {
        output.printf("  %-18s %s%n", what, how);
    }

    private void shoplake(String... arguments) {
        output.printf("$ ./shoplake %s%n", String.join(" ", arguments));
        output.flush();
        int code = spec.root().commandLine().execute(arguments);
        if (code != 0) {
            throw new StackException(
                    "The demo stopped: ./shoplake %s ended with %d. Run ./shoplake demo again to go on from there."
                            .formatted(String.join(" ", arguments), code));
        }
    }
}
