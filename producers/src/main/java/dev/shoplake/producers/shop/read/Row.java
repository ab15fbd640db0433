package dev.shoplake.producers.shop.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file.
 *
 * @param line where it begins, counted from 1
 * @param values in canonical form, in the order of the columns asked for; null where there is none
 */
public record Row(long line, List<@Nullable String> values) {}
