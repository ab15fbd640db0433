package dev.shoplake.etl.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numeric(18,4) | numeric(18,4)",
                "numeric(18,4) | numeric(20,4)",
                "numeric(18,4) | numeric",
                "integer | bigint",
                "integer | numeric(10,0)",
                "numeric(9,0) | integer",
                "bigint | text",
                "character varying(5) | character varying(10)",
                "character varying(5) | text",
                "date | timestamp without time zone",
                "timestamp(3) with time zone | timestamp with time zone",
                "real | double precision",
                "jsonb | jsonb"
            })
    void whatHoldsEverythingIsNoLoss(String before, String now) {
        assertThat(SourceType.of(now).holds(SourceType.of(before))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numeric(18,4) | numeric(10,2)",
                "numeric(18,4) | numeric(20,2)",
                "numeric(18,4) | numeric(18,6)",
                "numeric | numeric(38,4)",
                "text | character varying(5)",
                "character varying(5) | character varying(4)",
                "bigint | integer",
                "bigint | numeric(18,0)",
                "numeric(18,4) | bigint",
                "timestamp with time zone | date",
                "timestamp with time zone | timestamp without time zone",
                "timestamp with time zone | timestamp(3) with time zone",
                "double precision | real",
                "text | integer"
            })
    void whatHoldsLessIsALoss(String before, String now) {
        assertThat(SourceType.of(now).holds(SourceType.of(before))).isFalse();
    }

    @Test
    void everyLossIsNamedAndWhatIsNewIsNone() {
        var before = List.of(new SourceColumn("status", "text"), new SourceColumn("channel", "text"));
        var now = List.of(new SourceColumn("status", "character varying(9)"), new SourceColumn("shipped_at", "date"));

        assertThat(SchemaChange.losses(SourceTable.ORDERS, before, now))
                .containsExactly("orders.status was text and is character varying(9)", "orders.channel (text) is gone");
    }
}
