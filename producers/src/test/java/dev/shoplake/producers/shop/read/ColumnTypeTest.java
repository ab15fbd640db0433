package dev.shoplake.producers.shop.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TEXT      | C536379                    | C536379
            INTEGER   | 7                          | 7
            INTEGER   | 7.0                        | 7
            INTEGER   | -2147483648                | -2147483648
            LONG      | -80995                     | -80995
            LONG      | +12                        | 12
            LONG      | 999999999999999999         | 999999999999999999
            PRICE     | 2.55                       | 2.5500
            PRICE     | 2.55000000                 | 2.5500
            PRICE     | 1.1400000000000001         | 1.1400
            PRICE     | 0.30000000000000004        | 0.3000
            PRICE     | 1.1399999999999999         | 1.1400
            PRICE     | -11062.06                  | -11062.0600
            PRICE     | .5                         | 0.5000
            PRICE     | 1E-3                       | 0.0010
            PRICE     | 99999999999999.9999        | 99999999999999.9999
            AMOUNT    | 1000000000000000000000.25  | 1000000000000000000000.2500
            TIMESTAMP | 2011-12-09 12:50:00        | 2011-12-09T12:50:00
            TIMESTAMP | 2011-12-09T12:50:00        | 2011-12-09T12:50:00
            TIMESTAMP | 2011-12-09 12:50           | 2011-12-09T12:50:00
            TIMESTAMP | 2011-12-09 12:50:00.25     | 2011-12-09T12:50:00.25
            TIMESTAMP | 2011-12-31 23:59:59.9999999| 2011-12-31T23:59:59.999999
            TIMESTAMP | 2011-12-09                 | 2011-12-09T00:00:00
            TIMESTAMP | 2012-02-29                 | 2012-02-29T00:00:00
            BOOLEAN   | TRUE                       | true
            BOOLEAN   | t                          | true
            BOOLEAN   | Yes                        | true
            BOOLEAN   | 1                          | true
            BOOLEAN   | False                      | false
            BOOLEAN   | f                          | false
            BOOLEAN   | no                         | false
            BOOLEAN   | 0                          | false
            """)
    void writesEveryAcceptedFormInOneWay(ColumnType type, String given, String canonical) {
        assertThat(type.canonical(given)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INTEGER   | 7.5
            INTEGER   | 2147483648
            INTEGER   | seven
            LONG      | 1000000000000000000
            LONG      | 1,000
            LONG      | NaN
            PRICE     | 2,55
            PRICE     | £2.55
            PRICE     | 2.55555
            PRICE     | 0.00001
            PRICE     | 100000000000000
            PRICE     | 1E999999999
            PRICE     | 1E-999999999
            AMOUNT    | 10000000000000000000000000000000000
            TIMESTAMP | 12/09/2011 12:50
            TIMESTAMP | 2011-02-30
            TIMESTAMP | 2011-12-09 24:00
            TIMESTAMP | 2011-12-0912:50:00
            TIMESTAMP | 2011-12-09T12:50:00Z
            TIMESTAMP | 2011-12-09 12:50:00+01:00
            TIMESTAMP | +12011-12-09
            TIMESTAMP | 1323434400
            BOOLEAN   | wahr
            BOOLEAN   | 2
            """)
    void refusesWhatCouldBeMisread(ColumnType type, String given) {
        assertThat(type.canonical(given)).isNull();
    }

    @Test
    void refusesTextThatTheDatabaseCannotHold() {
        assertThat(ColumnType.TEXT.canonical("a\0b")).isNull();
    }
}
