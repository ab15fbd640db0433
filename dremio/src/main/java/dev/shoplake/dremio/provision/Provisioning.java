package dev.shoplake.dremio.provision;

import dev.shoplake.dremio.rest.DremioClient;
import dev.shoplake.dremio.rest.DremioException;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Applies a plan step by step and tells of each. A step that finds Dremio away is applied again after a while. */
public final class Provisioning {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** Once Dremio has worked, it is expected back soon. */
    private static final Duration LATER_PATIENCE = Duration.ofSeconds(30);

    private final DremioClient dremio;
    private final Duration patience;
    private final PrintWriter output;
    private final Clock clock;

    /**
     * A run to come.
     *
     * @param dremio as the administrator
     * @param patience how long Dremio may take to start
     * @param output where progress is told
     */
    public Provisioning(DremioClient dremio, Duration patience, PrintWriter output, Clock clock) {
        this.dremio = dremio;
        this.patience = patience;
        this.output = output;
        this.clock = clock;
    }

    /**
     * Makes Dremio hold what is planned.
     *
     * @throws ProvisionException at the first step that cannot be done; those before it are
     */
    public void apply(Plan plan) {
        var outcomes = new ArrayList<Outcome>();
        for (var step : plan.steps()) {
            var outcome = apply(step, outcomes.isEmpty() ? patience : shorter(patience, LATER_PATIENCE));
            outcomes.add(outcome);
            tell(step, outcome.kind().word(), outcome.detail());
        }
        say(summary(outcomes));
        if (outcomes.stream().anyMatch(outcome -> outcome.kind() == Outcome.Kind.PENDING)) {
            say("dremio: marts are missing: publish them with 'shoplake etl run', then provision again");
        }
    }

    private Outcome apply(Step step, Duration limit) {
        var giveUp = clock.instant().plus(limit);
        var retry = Retry.of(
                step.name(),
                RetryConfig.custom()
                        .maxAttempts(Integer.MAX_VALUE)
                        .intervalFunction(IntervalFunction.ofExponentialBackoff(FIRST_WAIT, 1.5, LONGEST_WAIT))
                        .retryOnException(failure -> failure instanceof DremioException known
                                && known.isTransient()
                                && clock.instant().isBefore(giveUp))
                        .build());
        try {
            return retry.executeSupplier(() -> attempt(step));
        } catch (DremioException e) {
            throw new ProvisionException(step, e);
        }
    }

    private Outcome attempt(Step step) {
        try {
            return step.apply(dremio);
        } catch (DremioException e) {
            if (e.isTransient()) {
                tell(step, "waits", String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static String summary(List<Outcome> outcomes) {
        long changes = outcomes.stream().filter(Outcome::isChange).count();
        return changes == 0
                ? "dremio: everything was as it should be, nothing changed"
                : "dremio: done, %d of %d steps made a change".formatted(changes, outcomes.size());
    }

    private static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) < 0 ? left : right;
    }

    private void tell(Step step, String word, String detail) {
        say("  %-34s %-12s %s".formatted(step.name(), word, detail));
    }

    private void say(String line) {
        output.println(line.stripTrailing());
        output.flush();
    }
}
