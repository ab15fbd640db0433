package dev.shoplake.stack.program;

import java.util.Collections;
import java.util.List;

/** The programs that the stack runs. It knows them by the names of their classes alone. */
public enum Program {
    SHOP("shop", "producers", "dev.shoplake.producers.ShopMain", Kind.COMMAND, "postgres"),
    EVENTS("events", "producers", "dev.shoplake.producers.EventsMain", Kind.COMMAND, "kafka"),
    ETL("etl", "batch-etl", "dev.shoplake.etl.EtlMain", Kind.SPARK, "postgres", "s3", "nessie"),
    ERASE(
            "erase",
            "batch-etl",
            "dev.shoplake.etl.EtlMain",
            Kind.SPARK,
            List.of("erase"),
            "postgres",
            "s3",
            "nessie",
            "redis"),
    TRAIN("train", "training", "dev.shoplake.training.TrainMain", Kind.SPARK, "s3", "nessie", "mlflow", "redis"),
    MODEL("model", "training", "dev.shoplake.training.ModelMain", Kind.COMMAND, "mlflow", "redis"),
    DREMIO("dremio", "dremio", "dev.shoplake.dremio.DremioMain", Kind.COMMAND),
    /** Knows itself whether it measures what runs or brings servers of its own. */
    BENCHMARK("benchmark", "benchmarks", "dev.shoplake.benchmarks.BenchmarkMain", Kind.COMMAND),
    REPORT("report", "report", "dev.shoplake.report.ReportMain", Kind.BROWSER, "superset"),
    COLLECTOR("collector", "producers", "dev.shoplake.producers.CollectorMain", Kind.SERVICE, "kafka"),
    CONSUMER(
            "consumer",
            "consumer",
            "dev.shoplake.consumer.ConsumerMain",
            Kind.SERVICE,
            "kafka",
            "redis",
            "s3",
            "nessie"),
    RECOMMENDER(
            "recommender", "recommender", "dev.shoplake.recommender.RecommenderMain", Kind.SERVICE, "kafka", "redis");

    /** Ways to run a program. */
    public enum Kind {
        /** On a terminal, which it does not fill with its libraries' log. */
        COMMAND,
        /** On a terminal, with the flags that Spark wants. */
        SPARK,
        /** On a terminal, told of a browser. */
        BROWSER,
        /** In the background, its log in a file. */
        SERVICE
    }

    private final String command;
    private final String module;
    private final String mainClass;
    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> arguments;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> needs;

    Program(String command, String module, String mainClass, Kind kind, String... needs) {
        this(command, module, mainClass, kind, List.of(), needs);
    }

    Program(String command, String module, String mainClass, Kind kind, List<String> arguments, String... needs) {
        this.command = command;
        this.module = module;
        this.mainClass = mainClass;
        this.kind = kind;
        this.arguments = List.copyOf(arguments);
        this.needs = List.of(needs);
    }

    /** Its name on the command line and in {@code status}. */
    public String command() {
        return command;
    }

    /** The folder of its module. */
    public String module() {
        return module;
    }

    public String mainClass() {
        return mainClass;
    }

    /** How it is run. */
    public Kind kind() {
        return kind;
    }

    /** What its main class is always told first: a command that others know as a part of another program. */
    public List<String> arguments() {
        return arguments;
    }

    /** Whether a run with these arguments does all that the program's other runs do in part, so that these can learn of it. */
    boolean goesAllTheWay(List<String> arguments) {
        return switch (this) {
            case ETL -> !arguments.isEmpty() && arguments.getFirst().equals("run");
            case TRAIN -> Collections.disjoint(arguments, List.of("--help", "-h", "--version", "-V"));
            default -> false;
        };
    }

    /** The servers that it uses. */
    public List<String> needs() {
        return needs;
    }
}
