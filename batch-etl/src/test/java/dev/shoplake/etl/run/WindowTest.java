package dev.shoplake.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static Window window(String from, String to) {
        return new Window(LocalDate.parse(from), LocalDate.parse(to));
    }

    @Test
    void touchesWholeMonths() {
        var window = window("2011-01-31", "2011-03-02");

        assertThat(window.monthsFrom()).isEqualTo("2011-01-01");
        assertThat(window.monthsTo()).isEqualTo("2011-04-01");
    }

    @Test
    void doesNotTouchTheMonthThatItsEndBegins() {
        assertThat(window("2011-01-01", "2011-02-01").monthsTo()).isEqualTo("2011-02-01");
    }

    @Test
    void refusesToEndBeforeItBegins() {
        assertThatThrownBy(() -> window("2011-02-01", "2011-02-01"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the window ends before it begins: --from 2011-02-01 must be before --to 2011-02-01");
    }
}
