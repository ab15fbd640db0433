package dev.shoplake.contracts.topic;

/**
 * Headers of a dead letter. Its value is the refused message, byte for byte; its key is {@code topic-partition-offset} of
 * the source, so that a letter written twice can be told.
 */
public final class DeadLetterHeaders {
    /** JSON array of {@code {"pointer","keyword","message"}}, every reason. */
    public static final String REASONS = "reasons";

    /** Topic the message was read from. */
    public static final String SOURCE_TOPIC = "source_topic";

    /** Partition it was read from, decimal. */
    public static final String SOURCE_PARTITION = "source_partition";

    /** Offset it was read at, decimal. */
    public static final String SOURCE_OFFSET = "source_offset";

    private DeadLetterHeaders() {}
}
