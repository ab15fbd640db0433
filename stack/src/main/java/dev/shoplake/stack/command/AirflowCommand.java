package dev.shoplake.stack.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shoplake.stack.Stack;
import dev.shoplake.stack.airflow.AirflowClient;
import dev.shoplake.stack.airflow.DagRuns;
import dev.shoplake.stack.home.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shoplake airflow}: what people want of the scheduler without opening a browser. */
@Command(
        name = "airflow",
        description = "Starts runs of the schedule by hand, and lists runs.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  ./shoplake airflow trigger lakehouse --wait                                the days that have changed",
            "  ./shoplake airflow trigger lakehouse --from 2011-11-01 --to 2011-12-01     these days",
            "  ./shoplake airflow trigger month_close --month 2011-11                     this month",
            "  ./shoplake airflow backfill month_close --from 2011-09 --to 2011-11        three months, one after the other",
            "  ./shoplake airflow runs                                                    what ran last"
        })
final class AirflowCommand {
    private AirflowCommand() {}

    static CommandLine of(Stack stack, PrintStream output) {
        return new CommandLine(new AirflowCommand())
                .addSubcommand(new Trigger(stack, output))
                .addSubcommand(new Backfill(stack, output))
                .addSubcommand(new Runs(stack, output));
    }

    private abstract static class Request implements Callable<Integer> {
        private final Stack stack;
        private final PrintStream output;

        Request(Stack stack, PrintStream output) {
            this.stack = stack;
            this.output = output;
        }

        @Override
        public Integer call() throws InterruptedException {
            var client = new AirflowClient(
                    setting("SHOPLAKE_AIRFLOW_URL"),
                    setting("SHOPLAKE_AIRFLOW_USER"),
                    setting("SHOPLAKE_AIRFLOW_PASSWORD"));
            try {
                return ask(new DagRuns(client, Clock.systemUTC(), output));
            } catch (IOException e) {
                throw new StackException(String.valueOf(e.getMessage()), e);
            }
        }

        abstract int ask(DagRuns runs) throws IOException, InterruptedException;

        private String setting(String key) {
            return stack.setting(key, "airflow");
        }
    }

    private static final class Days {
        @Option(names = "--from", required = true, paramLabel = "DATE", description = "First day to do.")
        private LocalDate from = LocalDate.MIN;

        @Option(names = "--to", required = true, paramLabel = "DATE", description = "First day after.")
        private LocalDate to = LocalDate.MAX;
    }

    private static final class What {
        @ArgGroup(exclusive = false)
        private @Nullable Days days;

        @Option(names = "--month", paramLabel = "MONTH", description = "Such as 2011-11, for month_close.")
        private @Nullable YearMonth month;
    }

    @Command(name = "trigger", mixinStandardHelpOptions = true, description = "Starts a run of a DAG now.")
    private static final class Trigger extends Request {
        @Parameters(paramLabel = "DAG", description = "lakehouse, train, month_close or maintain.")
        private String dag = "";

        @ArgGroup
        private @Nullable What what;

        @Option(names = "--wait", description = "Return when it has ended; exit code 1 if it failed.")
        private boolean wait;

        Trigger(Stack stack, PrintStream output) {
            super(stack, output);
        }

        @Override
        int ask(DagRuns runs) throws IOException, InterruptedException {
            var run = runs.trigger(dag, conf());
            return !wait || runs.follow(dag, run) ? 0 : 1;
        }

        private ObjectNode conf() {
            var conf = JsonNodeFactory.instance.objectNode();
            if (what != null && what.days != null) {
                conf.put("from", what.days.from.toString()).put("to", what.days.to.toString());
            }
            if (what != null && what.month != null) {
                conf.put("month", what.month.toString());
            }
            return conf;
        }
    }

    @Command(
            name = "backfill",
            mixinStandardHelpOptions = true,
            description = "Does past months again, one after the other.")
    private static final class Backfill extends Request {
        @Parameters(paramLabel = "DAG", description = "month_close.")
        private String dag = "";

        @Option(names = "--from", required = true, paramLabel = "MONTH", description = "First month, such as 2011-09.")
        private YearMonth from = YearMonth.of(1970, 1);

        @Option(names = "--to", required = true, paramLabel = "MONTH", description = "Last month.")
        private YearMonth to = YearMonth.of(1970, 1);

        Backfill(Stack stack, PrintStream output) {
            super(stack, output);
        }

        @Override
        int ask(DagRuns runs) throws IOException, InterruptedException {
            runs.backfill(dag, from, to);
            return 0;
        }
    }

    @Command(name = "runs", mixinStandardHelpOptions = true, description = "Lists the last runs, the newest first.")
    private static final class Runs extends Request {
        @Parameters(paramLabel = "DAG", arity = "0..1", description = "Of this one only.")
        private @Nullable String dag;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "20",
                description = "Most runs to list (default: ${DEFAULT-VALUE}).")
        private int limit;

        Runs(Stack stack, PrintStream output) {
            super(stack, output);
        }

        @Override
        int ask(DagRuns runs) throws IOException, InterruptedException {
            runs.list(dag, limit);
            return 0;
        }
    }
}
