package dev.shoplake.consumer.store.lake;

import dev.shoplake.consumer.deadletter.DeadLetter;
import dev.shoplake.consumer.deduplicate.AcceptedMessage;
import dev.shoplake.consumer.read.Message;
import dev.shoplake.consumer.read.SourcePartition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What was read since the last commit to the lake: rows, counts and how far it reaches. Grows until it is committed. */
public final class LakeBatch {
    private final String commit = UUID.randomUUID().toString();
    private final List<AcceptedMessage> accepted = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final Map<SourcePartition, Long> nextOffsets = new HashMap<>();
    private final Map<String, Counts> counts = new HashMap<>();
    private long bytes;

    /** A first arrival or its replay. */
    public void accept(AcceptedMessage message) {
        accepted.add(message);
        bytes += message.message().size();
        count(message.message(), new Counts(1, 0, 0));
    }

    /** An event that had arrived before: no row, but read. */
    public void passOver(Message duplicate) {
        count(duplicate, new Counts(0, 1, 0));
    }

    /** A refused message. */
    public void reject(DeadLetter letter) {
        deadLetters.add(letter);
        bytes += letter.message().size();
        count(letter.message(), new Counts(0, 0, 1));
    }

    private void count(Message message, Counts one) {
        counts.merge(message.source().topic(), one, Counts::plus);
        nextOffsets.merge(message.source(), message.offset() + 1, Math::max);
    }

    public boolean isEmpty() {
        return nextOffsets.isEmpty();
    }

    /** Rows for both tables. */
    public int rows() {
        return accepted.size() + deadLetters.size();
    }

    /** Bytes of the messages that are held. */
    public long bytes() {
        return bytes;
    }

    public List<DeadLetter> deadLetters() {
        return Collections.unmodifiableList(deadLetters);
    }

    /** The next offset to read of each partition that the batch holds messages of. */
    public Map<SourcePartition, Long> nextOffsets() {
        return Collections.unmodifiableMap(nextOffsets);
    }

    /** By topic. */
    public Map<String, Counts> counts() {
        return Collections.unmodifiableMap(counts);
    }

    List<AcceptedMessage> accepted() {
        return accepted;
    }

    String commit() {
        return commit;
    }
}
