package dev.shoplake.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessTableTest {
    @Test
    void readsProcessWhoseNameHoldsBlanksAndParentheses() {
        var entry = ProcessTable.parse(
                "4711 (tmux: (server) 1) S 1 4711 4700 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 1 0 987654 1000 200 ...");

        assertThat(entry).isEqualTo(new ProcessTable.Entry(4711, 'S', 1, 4700, 987654));
        assertThat(entry.isAlive()).isTrue();
    }

    @Test
    void takesZombieForDead() {
        var entry = ProcessTable.parse("7 (sh) Z 1 7 7 0 -1 0 1 0 0 0 5 6 0 0 20 0 1 0 12 0 0");

        assertThat(entry.isAlive()).isFalse();
    }

    @Test
    void findsThisProcess() {
        long pid = ProcessHandle.current().pid();

        assertThat(ProcessTable.find(pid)).hasValueSatisfying(entry -> {
            assertThat(entry.pid()).isEqualTo(pid);
            assertThat(entry.isAlive()).isTrue();
        });
        assertThat(ProcessTable.residentBytes(pid)).isGreaterThan(10 << 20);
    }
}
