package dev.shoplake.dremio.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommonSqlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT year_month, net_revenue FROM marts.monthly_kpis ORDER BY year_month",
                "SELECT SUM(orders) AS orders, COUNT(DISTINCT country) AS countries FROM marts.category_sales GROUP BY category",
                "SELECT LAG(net_revenue) OVER (PARTITION BY currency ORDER BY month_start) AS previous FROM marts.monthly_kpis",
                "WITH best AS (SELECT MAX(units) AS units FROM marts.top_products) SELECT * FROM best WHERE units > 1",
                "SELECT CAST(DATE_TRUNC('MONTH', date_day) AS DATE) AS month_start FROM marts.daily_sales",
                "SELECT CAST(units AS DOUBLE) / NULLIF(orders, 0) AS units_an_order FROM marts.daily_sales",
                "SELECT month_start + INTERVAL '1' MONTH AS next_month FROM marts.monthly_kpis",
                "SELECT ROUND(100 * share_of_first, 1) AS percentage FROM marts.funnel WHERE step = 'IF(`::` QUALIFY'",
                "SELECT SUM(CASE WHEN is_complete THEN 1 ELSE 0 END) AS complete FROM marts.monthly_kpis -- not `here`"
            })
    void whatTheEnginesShareIsFaultless(String query) {
        assertThat(CommonSql.faultsOf(query)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT `orders` FROM marts.monthly_kpis                              | backtick
            SELECT "orders" FROM marts.monthly_kpis                              | double quote
            SELECT orders::varchar FROM marts.monthly_kpis                       | ::
            SELECT TRY_CAST(year_month AS INTEGER) FROM marts.monthly_kpis       | TRY_CAST
            SELECT IF(is_complete, 1, 0) FROM marts.monthly_kpis                 | IF()
            SELECT units FROM marts.funnel QUALIFY ROW_NUMBER() OVER (ORDER BY units) = 1 | QUALIFY
            SELECT CAST(date_day AS TIMESTAMP WITH TIME ZONE) FROM marts.daily_sales | time zone
            SELECT * EXCEPT(units) FROM marts.daily_sales                        | * EXCEPT
            SELECT approx_distinct(country) FROM marts.category_sales            | function approx_distinct
            SELECT date_format(date_day, '%Y') FROM marts.daily_sales            | function date_format
            SELECT CAST(units AS STRING) FROM marts.daily_sales                  | type STRING
            SELECT orders FORM marts.monthly_kpis WHERE                          | not in Dremio's grammar
            DELETE FROM marts.monthly_kpis                                       | DELETE is not a query
            SELECT 1; SELECT 2                                                   | not in Dremio's grammar
            """)
    void whatOneEngineAloneUnderstandsIsNamed(String query, String fault) {
        assertThat(CommonSql.faultsOf(query)).anyMatch(found -> found.contains(fault));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "month", "year", "day", "date", "count", "rank", "rows", "value", "user", "start", "end", "sum",
                "result"
            })
    void aReservedWordIsNoAlias(String word) {
        assertThat(CommonSql.faultsOf("SELECT orders AS %s FROM marts.monthly_kpis".formatted(word)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "category",
                "segment",
                "step",
                "quarter",
                "week",
                "level",
                "store",
                "session",
                "growth",
                "margin",
                "share"
            })
    void aWordThatOnlySoundsReservedIsAnAlias(String word) {
        assertThat(CommonSql.faultsOf("SELECT orders AS %s FROM marts.monthly_kpis".formatted(word)))
                .isEmpty();
    }

    @Test
    void anExpressionIsJudgedAsPartOfAQuery() {
        assertThat(CommonSql.faultsOfExpression("SUM(net_revenue) / NULLIF(SUM(orders), 0)"))
                .isEmpty();
        assertThat(CommonSql.faultsOfExpression("SUM(rows)")).isNotEmpty();
        assertThat(CommonSql.faultsOfExpression("approx_percentile(units, 0.5)"))
                .isNotEmpty();
    }
}
