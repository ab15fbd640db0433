package dev.shoplake.consumer.read;

/**
 * A partition that messages are read from. The id of the topic belongs to it because a topic that was made anew under the
 * same name counts its offsets from zero again.
 *
 * @param topicId the broker's identifier of the topic
 */
public record SourcePartition(String topic, String topicId, int partition) {
    /** {@code topic-partition}, for people. */
    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
