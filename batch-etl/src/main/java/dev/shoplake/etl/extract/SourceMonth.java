package dev.shoplake.etl.extract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/**
 * What the source itself counts of the lines that are sales or returns, by month and currency.
 *
 * @param month of the order's local time, {@code 2011-11}
 * @param currency ISO 4217, upper case; empty where orders name none
 * @param saleLines lines of placed orders with quantity and price above 0
 * @param units their quantity
 * @param grossSales their quantity times price
 * @param discounts their discounts
 * @param returnsAmount quantity times price of the lines of credit notes, as a positive amount
 */
public record SourceMonth(
        @JsonProperty("month") String month,
        @JsonProperty("currency") String currency,
        @JsonProperty("sale_lines") BigDecimal saleLines,
        @JsonProperty("units") BigDecimal units,
        @JsonProperty("gross_sales") BigDecimal grossSales,
        @JsonProperty("discounts") BigDecimal discounts,
        @JsonProperty("returns_amount") BigDecimal returnsAmount) {}
