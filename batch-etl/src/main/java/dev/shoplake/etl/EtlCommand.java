package dev.shoplake.etl;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands: {@code run}, one for each stage, and what goes on beside the runs. */
@Command(
        name = "etl",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Brings the shop's orders and events into the lake: extract, clean, structure, mart, audit, publish.",
            "A run works on a catalog branch of its own; readers of main see all of it at once, or nothing."
        },
        footer = {
            "",
            "Examples:",
            "  etl run                                     what changed since the last run; the first time everything",
            "  etl run --full                              everything anew",
            "  etl run --from 2011-11-01 --to 2011-12-01   one month; doing it again changes nothing",
            "  etl extract; etl clean; etl structure       the stages of a run one by one"
        })
final class EtlCommand {
    static CommandLine commandLine(Map<String, String> environment) {
        var root = new CommandLine(new EtlCommand());
        add(root, new BeginCommand.Whole(environment), "run", "All stages, one after the other.");
        add(
                root,
                new BeginCommand.First(environment),
                "extract",
                "Begin a run: copy the shop's rows, as of one moment, into the raw zone.");
        stage(root, environment, "clean", "Type and judge the rows; what cannot be right goes to ops.quarantine.");
        stage(root, environment, "structure", "Build dimensions, and facts of the months touched.");
        stage(root, environment, "mart", "Compute the marts.");
        stage(root, environment, "audit", "Check the run's branch; a failed check keeps it from being published.");
        stage(root, environment, "publish", "Merge the run into main, all tables in one commit.");
        root.addSubcommand("watch", new Watch(environment));
        root.addSubcommand("window", new PendingWindow(environment));
        root.addSubcommand("maintain", new Maintain(environment));
        root.addSubcommand("restore-raw", new RestoreRaw(environment));
        root.addSubcommand("runs", Runs.commandLine(environment));
        root.addSubcommand("close-month", new CloseMonth(environment));
        root.addSubcommand("closes", new Closes(environment));
        root.addSubcommand("restatements", new Restated(environment));
        root.addSubcommand("erase", new Erase(environment));
        return root;
    }

    private static void stage(CommandLine root, Map<String, String> environment, String name, String description) {
        add(root, new StageCommand(environment), name, description);
    }

    private static void add(CommandLine root, Object command, String name, String description) {
        var line = new CommandLine(command);
        line.getCommandSpec().usageMessage().description(description);
        root.addSubcommand(name, line);
    }
}
