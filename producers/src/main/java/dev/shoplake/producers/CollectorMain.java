package dev.shoplake.producers;

import dev.shoplake.producers.collect.Collector;
import dev.shoplake.producers.collect.CollectorSettings;
import dev.shoplake.runtime.process.ServiceProcess;
import java.util.Map;

/** The collector: takes a shop's events over HTTP. */
public final class CollectorMain {
    private CollectorMain() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv(), args));
    }

    static int run(Map<String, String> environment, String[] args) {
        if (args.length > 0) {
            System.err.println(
                    "collector: takes no arguments, but settings: SHOPLAKE_COLLECTOR_HOST, _PORT, _API_KEY and"
                            + " SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS");
            return ServiceProcess.WRONG_SETTINGS;
        }
        return ServiceProcess.run("collector", System.err, () -> Collector.open(CollectorSettings.from(environment)));
    }
}
