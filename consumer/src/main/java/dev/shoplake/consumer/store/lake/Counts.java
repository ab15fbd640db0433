package dev.shoplake.consumer.store.lake;

/**
 * What became of the messages of a topic. {@code received} is always the sum of the others.
 *
 * @param accepted rows of {@code raw.events}
 * @param duplicates messages whose event had arrived before
 * @param rejected rows of {@code raw.dead_letters}
 */
public record Counts(long accepted, long duplicates, long rejected) {
    public static final Counts NONE = new Counts(0, 0, 0);

    public long received() {
        return accepted + duplicates + rejected;
    }

    public Counts plus(Counts other) {
        return new Counts(accepted + other.accepted, duplicates + other.duplicates, rejected + other.rejected);
    }
}
