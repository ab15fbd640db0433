package dev.shoplake.etl.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"inbox/orders/a.csv", "inbox/orders/2026/11/a b.parquet", "inbox/a.csv", "inbox/orders/a.txt"})
    void takesWhatIsDropped(String path) {
        assertThat(Inbox.isDropped(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inbox/orders/_SUCCESS",
                "inbox/orders/_temporary/0/a.parquet",
                "inbox/orders/.a.csv",
                "inbox/orders/a.csv.tmp",
                "inbox/_refused/orders/a.csv",
                "inbox/orders/",
                "inbox/orders/a#1.csv"
            })
    void leavesAloneWhatIsNotThereYetOrWasRefused(String path) {
        assertThat(Inbox.isDropped(path)).isFalse();
    }
}
