package dev.shoplake.stack.command;

import static java.util.stream.Collectors.joining;

import dev.shoplake.stack.Stack;
import dev.shoplake.stack.StackSettings;
import dev.shoplake.stack.demo.DemoCommand;
import dev.shoplake.stack.home.StackException;
import dev.shoplake.stack.program.Program;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The root of the command line. */
@Command(
        name = "./shoplake",
        customSynopsis = "Usage: ./shoplake COMMAND [ARGUMENTS]",
        synopsisHeading = "",
        commandListHeading = "",
        header = "Shoplake: an e-commerce lakehouse, from a click to the monthly numbers, on your own machine.%n")
public final class ShoplakeCommand {
    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Start here", List.of("demo", "doctor", "test", "lint"));
        GROUPS.put("The stack", List.of("up", "open", "status", "logs", "env", "down", "reset"));
        GROUPS.put("The shop and its events", List.of("shop", "events"));
        GROUPS.put("The lake and the model", List.of("etl", "erase", "train", "model", "airflow"));
        GROUPS.put("Answers", List.of("sql", "report", "recommend", "dremio", "benchmark"));
    }

    private static final int WRONG_ARGUMENTS = 2;

    private ShoplakeCommand() {}

    /** The command line over a stack. */
    public static CommandLine over(StackSettings settings, Stack stack, PrintStream output) {
        var line = new CommandLine(new ShoplakeCommand())
                .addSubcommand(new DemoCommand(stack, output))
                .addSubcommand(new UpCommand(stack))
                .addSubcommand(new DownCommand(stack))
                .addSubcommand(new StatusCommand(stack, output))
                .addSubcommand(new OpenCommand(stack, output))
                .addSubcommand(new LogsCommand(stack))
                .addSubcommand(new EnvCommand(settings, stack, output))
                .addSubcommand(new DoctorCommand(settings, output))
                .addSubcommand(new DistributionCommand(settings, output))
                .addSubcommand(new ResetCommand(stack, output))
                .addSubcommand(new SqlCommand(stack, output))
                .addSubcommand(new RecommendCommand(stack, output))
                .addSubcommand("airflow", AirflowCommand.of(stack, output))
                .addSubcommand("python", PythonCommand.of(stack))
                .addSubcommand(new BrowserCommand(stack, output))
                .addSubcommand(
                        "test", ScriptCommand.of("Builds everything and runs all tests, on servers of their own."))
                .addSubcommand(
                        "lint",
                        ScriptCommand.of(
                                "Looks at what no compiler looks at: Dockerfile, shell, YAML, Python, workflows."));
        addHelp(line);
        line.getSubcommands().values().forEach(ShoplakeCommand::addHelp);
        delegate(line, stack, Program.SHOP, "Loads a shop's customers, products and orders into PostgreSQL.");
        delegate(
                line,
                stack,
                Program.EVENTS,
                "Sends the shop's events to Kafka: a year's replay or simulated visitors.");
        delegate(line, stack, Program.ETL, "Turns raw data into cleaned, structured and published tables of the lake.");
        delegate(line, stack, Program.ERASE, "Erases persons from lake, raw files and Redis; the months stay.");
        delegate(line, stack, Program.TRAIN, "Trains, judges and publishes the recommendation model.");
        delegate(line, stack, Program.MODEL, "Says which model is live; promotes another one or rolls back.");
        delegate(line, stack, Program.REPORT, "Draws the dashboard of a month as PDF and PNG, and mails it.");
        delegate(line, stack, Program.DREMIO, "Prepares a Dremio, wherever it runs, to show the marts.");
        delegate(line, stack, Program.BENCHMARK, "Measures clicks and batch beside a peer or a limit of the same run.");
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, ShoplakeCommand::groups);
        line.setParameterExceptionHandler((fault, arguments) -> {
            var command = fault.getCommandLine();
            var name = command.getCommandSpec().qualifiedName();
            command.getErr().printf("%s%nSee %s --help%n", fault.getMessage(), name);
            return WRONG_ARGUMENTS;
        });
        line.setExecutionExceptionHandler((failure, command, result) -> {
            command.getErr().println(command.getCommandName() + ": " + explained(failure));
            return 1;
        });
        return line;
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
    }

    private static void delegate(CommandLine line, Stack stack, Program program, String description) {
        line.addSubcommand(program.command(), DelegateCommand.of(stack, program, description));
    }

    private static String groups(CommandLine.Help help) {
        return GROUPS.entrySet().stream()
                .map(group -> group.getValue().stream()
                        .filter(help.subcommands()::containsKey)
                        .map(name -> "  %-10s %s%n".formatted(name, describe(help, name)))
                        .collect(joining("", "%n%s:%n".formatted(group.getKey()), "")))
                .collect(joining("", "", "%nEach command explains itself: ./shoplake COMMAND --help%n".formatted()));
    }

    private static String describe(CommandLine.Help help, String name) {
        var command = help.subcommands().get(name);
        return command == null
                ? ""
                : String.join(" ", command.commandSpec().usageMessage().description());
    }

    private static String explained(Exception failure) {
        if (failure instanceof StackException) {
            return String.valueOf(failure.getMessage());
        }
        return failure.getMessage() == null
                ? failure.toString()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
