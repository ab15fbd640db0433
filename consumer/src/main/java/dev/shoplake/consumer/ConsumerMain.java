package dev.shoplake.consumer;

import dev.shoplake.runtime.process.ServiceProcess;
import java.time.Clock;
import java.util.Map;

/** Starts the consumer. */
public final class ConsumerMain {
    private ConsumerMain() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv()));
    }

    /** Runs until SIGTERM or SIGINT; gives the exit code, see {@link ServiceProcess}. */
    static int run(Map<String, String> environment) {
        return ServiceProcess.run(
                "consumer",
                System.err,
                () -> new ConsumerService(ConsumerSettings.from(environment), Clock.systemUTC()));
    }
}
