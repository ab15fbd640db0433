package dev.shoplake.producers.collect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.contracts.event.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param accepted events that Kafka has
 * @param rejected events that were refused, in the order of the batch
 */
record Receipt(int accepted, List<Rejection> rejected) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    Receipt {
        rejected = List.copyOf(rejected);
    }

    /**
     * One refused event.
     *
     * @param index its place in the batch, from 0
     * @param eventId its id, if it has one that can be read
     * @param reasons why; at least one
     */
    record Rejection(int index, @Nullable String eventId, List<Reason> reasons) {}

    String toJson() {
        var json = MAPPER.createObjectNode().put("accepted", accepted);
        var array = json.putArray("rejected");
        for (var rejection : rejected) {
            var object = array.addObject().put("index", rejection.index()).put("event_id", rejection.eventId());
            var reasons = object.putArray("reasons");
            rejection
                    .reasons()
                    .forEach(reason -> reasons.addObject()
                            .put("pointer", reason.pointer())
                            .put("keyword", reason.keyword())
                            .put("message", reason.message()));
        }
        return json.toString();
    }
}
