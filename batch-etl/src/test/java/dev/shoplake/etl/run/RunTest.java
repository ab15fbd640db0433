package dev.shoplake.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RunTest {
    @Test
    void overDaysItIsNamedAfterThem() {
        var run = Run.over(new Window(LocalDate.parse("2010-12-01"), LocalDate.parse("2011-12-10")));

        assertThat(run.id()).isEqualTo("etl_2010_12_01_2011_12_10");
        assertThat(run.folder()).isEqualTo("full/2011-12-10");
        assertThat(run.isIncrement()).isFalse();
    }

    @Test
    void anIncrementIsNamedAfterItsMoment() {
        var run = Run.increment(Instant.parse("2011-12-10T09:30:00.123Z"));

        assertThat(run.id()).isEqualTo("etl_increment_2011_12_10_093000_123");
        assertThat(run.folder()).isEqualTo("increment/2011-12-10");
        assertThat(run.isIncrement()).isTrue();
    }

    @Test
    void namesOfOtherBranchesAreNone() {
        assertThat(Run.isName("main")).isFalse();
        assertThat(Run.isName("etl_r1")).isFalse();
        assertThatThrownBy(() -> new Run("etl_2011_11_01"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'etl_2011_11_01' is no run: expected such as etl_2011_11_01_2011_12_01");
    }
}
