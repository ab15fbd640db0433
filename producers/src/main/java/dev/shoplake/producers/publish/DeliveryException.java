package dev.shoplake.producers.publish;

import org.apache.kafka.common.errors.RecordTooLargeException;

/** A message that Kafka did not acknowledge. It may be stored all the same: send it again, the consumer drops the second. */
public final class DeliveryException extends RuntimeException {
    DeliveryException(String topic, Throwable cause) {
        super("a message for topic %s was not delivered: %s".formatted(topic, cause.getMessage()), cause);
    }

    /** Whether it is the message that is at fault, not Kafka: it is larger than the topic takes. */
    public boolean isMessageTooLarge() {
        return getCause() instanceof RecordTooLargeException;
    }
}
