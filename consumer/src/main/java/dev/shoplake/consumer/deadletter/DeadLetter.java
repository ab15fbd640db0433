package dev.shoplake.consumer.deadletter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.consumer.read.Message;
import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.event.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A refused message.
 *
 * @param message as it was read
 * @param eventType the type that the event names if there is such a type, else that of the topic it came from
 * @param reasons every reason, at least one
 */
public record DeadLetter(Message message, String eventType, List<Reason> reasons) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    public DeadLetter {
        reasons = List.copyOf(reasons);
    }

    /** Keeps a message with the reasons why it is refused. */
    public static DeadLetter of(Message message, List<Reason> reasons) {
        return new DeadLetter(message, ownType(message).orElse(message.source().topic()), reasons);
    }

    private static Optional<String> ownType(Message message) {
        if (message.value() == null) {
            return Optional.empty();
        }
        try {
            var name = MAPPER.readTree(message.value()).path("event_type").asText("");
            return EventType.ofWireName(name).map(EventType::wireName);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@code topic-partition-offset} of the source: the same for a letter that is sent twice. */
    public String key() {
        return message.source() + "-" + message.offset();
    }

    /** JSON array of {@code {"pointer","keyword","message"}}. */
    public String reasonsJson() {
        var array = MAPPER.createArrayNode();
        reasons.forEach(reason -> array.addObject()
                .put("pointer", reason.pointer())
                .put("keyword", reason.keyword())
                .put("message", reason.message()));
        return array.toString();
    }
}
