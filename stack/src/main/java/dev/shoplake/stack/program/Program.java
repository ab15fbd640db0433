package dev.shoplake.stack.program;

import java.util.List;

/** The programs that the stack runs. It knows them by the names of their classes alone. */
public enum Program {
    SHOP("shop", "producers", "dev.shoplake.producers.ShopMain", false, "postgres"),
    EVENTS("events", "producers", "dev.shoplake.producers.EventsMain", false, "kafka"),
    ETL("etl", "batch-etl", "dev.shoplake.etl.EtlMain", true, "postgres", "s3", "nessie"),
    TRAIN("train", "training", "dev.shoplake.training.TrainMain", true, "s3", "nessie", "mlflow", "redis"),
    COLLECTOR("collector", "producers", "dev.shoplake.producers.CollectorMain", false, "kafka"),
    CONSUMER("consumer", "consumer", "dev.shoplake.consumer.ConsumerMain", false, "kafka", "redis", "s3", "nessie"),
    RECOMMENDER("recommender", "recommender", "dev.shoplake.recommender.RecommenderMain", false, "kafka", "redis");

    private final String command;
    private final String module;
    private final String mainClass;
    private final boolean spark;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> needs;

    Program(String command, String module, String mainClass, boolean spark, String... needs) {
        this.command = command;
        this.module = module;
        this.mainClass = mainClass;
        this.spark = spark;
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

    /** Whether it runs Spark, which wants flags of its own. */
    public boolean isSpark() {
        return spark;
    }

    /** The servers that it uses. */
    public List<String> needs() {
        return needs;
    }
}
