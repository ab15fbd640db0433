package dev.shoplake.consumer.deduplicate;

import dev.shoplake.consumer.read.SourcePartition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The events of one user in one partition, in the order of their offsets: what is judged and stored in one step.
 *
 * @param events at least one
 */
public record UserBatch(String userId, SourcePartition source, List<AcceptedMessage> events) {
    public UserBatch {
        events = List.copyOf(events);
    }

    /** Splits a batch; the order inside each user and partition stays. */
    public static List<UserBatch> split(List<AcceptedMessage> events) {
        record Owner(String userId, SourcePartition source) {}
        var groups = new LinkedHashMap<Owner, List<AcceptedMessage>>();
        for (var event : events) {
            var owner =
                    new Owner(event.event().common().userId(), event.message().source());
            groups.computeIfAbsent(owner, key -> new ArrayList<>()).add(event);
        }
        var batches = new ArrayList<UserBatch>(groups.size());
        groups.forEach((owner, members) -> batches.add(new UserBatch(owner.userId(), owner.source(), members)));
        return batches;
    }
}
