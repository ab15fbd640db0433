package dev.shoplake.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StageLinesTest {
    @Test
    void everyStageIsReadWithItsSeconds() {
        var stages = StageLines.seconds(List.of(
                "etl run: etl_increment_2026_11_28_151934_351, days [2023-01-01, 2026-01-01)",
                "  (start)                         0.5 s",
                "  extract    1,050,012 rows    6.8 s  1 deleted in the shop",
                "  audit               40 rows, 1 rejected   14.1 s  warning: older than 7.0 s",
                "  publish              0 rows    0.0 s  main is now at 94a6",
                "  total                          44.5 s",
                "moved 5 files to archive/etl_increment_2026_11_28_151934_351/"));

        assertThat(stages).hasToString("{(start)=0.5, extract=6.8, audit=14.1, publish=0.0, total=44.5}");
    }
}
