package dev.shoplake.stack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.stack.home.StackException;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedMonthSqlTest {
    private static final String CLOSED = " FOR VERSION AS OF 'close_2011_11'";

    private static String closed(String query) {
        return new ClosedMonthSql(YearMonth.of(2011, 11)).of(query);
    }

    /** A tilde stands where the version is expected. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM marts.monthly_kpis~",
                "select year_month from MARTS.Monthly_Kpis~ k where k.orders > 1 -- marts.funnel",
                "SELECT * FROM lake.marts.monthly_kpis~ AS m JOIN structured.fact_sales~ s ON s.year_month = m.year_month",
                "SELECT 'FROM marts.funnel' FROM \"marts\".\"funnel\"~, marts.daily_sales~",
                "SELECT * FROM marts.funnel~ WHERE step IN (SELECT step FROM marts.funnel~) AND EXISTS (SELECT 1 FROM marts.funnel~)",
                "SELECT (SELECT max(orders) FROM marts.monthly_kpis~), sum(units) FILTER (WHERE units > 1) FROM marts.daily_sales~",
                "WITH a AS (SELECT * FROM marts.funnel~), b AS (SELECT * FROM a) SELECT * FROM b, a, marts.funnel~",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT * FROM n",
                "WITH a AS (SELECT 1 AS x) SELECT * FROM (SELECT * FROM (WITH b AS (SELECT * FROM A) SELECT * FROM b))",
                "(SELECT 1 FROM marts.funnel~) UNION ALL (SELECT 2 FROM marts.funnel~) ORDER BY 1",
                "SELECT * FROM marts.funnel~ TABLESAMPLE BERNOULLI (10), LATERAL (SELECT 1 FROM marts.daily_sales~)",
                "SELECT * FROM marts.monthly_kpis~ c JOIN marts.monthly_kpis FOR VERSION AS OF 'main' n ON n.orders <> c.orders",
                "WITH a AS (SELECT 1) TABLE a",
                "VALUES 1, 2"
            })
    void everyTableOfAQueryIsReadAsItWasClosed(String query) {
        assertThat(closed(query.replace("~", ""))).isEqualTo(query.replace("~", CLOSED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELETE FROM marts.funnel                                   | takes a query and nothing else
            CREATE TABLE marts.x AS SELECT * FROM marts.funnel         | takes a query and nothing else
            SELECT 1; DROP TABLE marts.funnel                          | line 1:9
            SELECT FROM                                                | line 1:8
            SELECT * FROM monthly_kpis                                 | table monthly_kpis needs its schema
            SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM a) x, a  | table a needs its schema
            WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT 1      | table b needs its schema
            WITH a AS (SELECT * FROM a) SELECT 1                       | table a needs its schema
            WITH a AS (SELECT 1), b AS (SELECT * FROM c) SELECT 1      | table c needs its schema
            SELECT * FROM cleaned.customers                            | cleaned.customers is none of them
            SELECT * FROM other.marts.funnel                           | other.marts.funnel is none of them
            SELECT * FROM information_schema.tables                    | information_schema.tables is none of them
            SELECT 1 WHERE EXISTS (TABLE marts.funnel)                 | write SELECT * FROM marts.funnel
            SELECT * FROM TABLE(lake.system.table_changes('marts', 'funnel', 1, 2)) | a table function reads what is there now
            """)
    void whatCouldBeReadAsItIsNowIsRefused(String query, String reason) {
        assertThatThrownBy(() -> closed(query))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void theTagIsNamedAsTheBatchNamesIt() {
        assertThat(new ClosedMonthSql(YearMonth.of(2012, 2)).tag()).isEqualTo("close_2012_02");
    }
}
