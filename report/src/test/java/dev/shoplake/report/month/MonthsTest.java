package dev.shoplake.report.month;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MonthsTest {
    private static final YearMonth FIRST = YearMonth.of(2010, 12);
    private static final YearMonth LAST = YearMonth.of(2011, 12);

    @Test
    void saysWhetherAMonthIsComplete() {
        var months = new Months(new TreeMap<>(Map.of(FIRST, true, LAST, false)));

        assertThat(months.isComplete(FIRST)).isTrue();
        assertThat(months.isComplete(LAST)).isFalse();
    }

    @Test
    void aMonthThatIsNotThereIsRefusedWithThoseThatAre() {
        var months = new Months(new TreeMap<>(Map.of(FIRST, true, LAST, false)));

        assertThatThrownBy(() -> months.isComplete(YearMonth.of(2012, 7)))
                .isInstanceOf(UnknownMonthException.class)
                .hasMessage("there is no month 2012-07 in the data: expected one from 2010-12 to 2011-12");
        assertThatThrownBy(() -> new Months(new TreeMap<>()).isComplete(FIRST))
                .hasMessage("there is no month in the data yet");
    }
}
