package dev.shoplake.consumer.store.lake;

/**
 * A written file of dead letters.
 *
 * @param path where it lies; unique for ever
 * @param partition the value of the table's partition field, months since 1970
 */
public record LetterFile(String path, long bytes, long rows, int partition) {}
