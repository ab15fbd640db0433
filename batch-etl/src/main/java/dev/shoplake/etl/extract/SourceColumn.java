package dev.shoplake.etl.extract;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A column of the shop.
 *
 * @param type as PostgreSQL spells it, such as {@code numeric(18,4)} or {@code timestamp with time zone}
 */
public record SourceColumn(
        @JsonProperty("name") String name,
        @JsonProperty("type") String type) {}
