package dev.shoplake.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.stack.LocalStack;
import org.junit.jupiter.api.Test;

/** The schedule's own tests are Python, as the schedule is. */
class DagsIT {
    @Test
    void whatIsWrittenIsWhatRuns() {
        var tests = Repository.root().resolve("airflow/tests").toString();

        var report = LocalStack.shared("redis")
                .command("python", "airflow", "-m", "unittest", "discover", "--start-directory", tests);

        assertThat(report).containsPattern("Ran 2[0-9] tests").contains("\nOK\n");
    }
}
