package dev.shoplake.consumer.read;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message as it was read.
 *
 * @param offset position in its partition
 * @param key UTF-8 text; null if the sender gave none
 * @param value the bytes sent; null for a tombstone
 * @param readAt when it was read
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on as they came and never compared
public record Message(
        SourcePartition source, long offset, @Nullable String key, byte @Nullable [] value, Instant readAt) {
    /** Bytes of the value, 0 for a tombstone. */
    public int size() {
        return value == null ? 0 : value.length;
    }
}
