package dev.shoplake.report.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChartDataTest {
    @Test
    void rowsWithoutAnErrorAreWell() {
        assertThat(ChartData.faults(200, "{\"result\": [{\"error\": null, \"rowcount\": 13}]}"))
                .isEmpty();
    }

    @Test
    void oneQueryOfSeveralWithoutRowsIsAFault() {
        assertThat(ChartData.faults(200, "{\"result\": [{\"error\": null, \"rowcount\": 13}, {\"rowcount\": 0}]}"))
                .containsExactly("its query has no rows");
    }

    @Test
    void anErrorBehindAGoodStatusIsAFault() {
        assertThat(ChartData.faults(200, "{\"result\": [{\"error\": \"line 1:8: no column\", \"rowcount\": 0}]}"))
                .containsExactly("its query failed: line 1:8: no column");
    }

    @Test
    void aBadStatusIsToldWithItsMessageWhereverItStands() {
        assertThat(ChartData.faults(400, "{\"message\": \"no column\"}"))
                .containsExactly("its data request is answered 400: no column");
        assertThat(ChartData.faults(500, "{\"errors\": [{\"message\": \"away\"}]}"))
                .containsExactly("its data request is answered 500: away");
        assertThat(ChartData.faults(502, "<html>")).containsExactly("its data request is answered 502 without JSON");
    }

    @Test
    void anAnswerWithoutResultsIsAFault() {
        assertThat(ChartData.faults(200, "{}")).containsExactly("its data request is answered without a result");
    }
}
