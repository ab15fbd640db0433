package dev.shoplake.producers.publish;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what was sent and what came of it: sent = delivered + failed once the publisher is flushed. */
public final class DeliveryTally {
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<String, LongAdder> delivered = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

    /**
     * Counts one message.
     *
     * @param type under which it is counted when it has arrived
     */
    public void count(String type, CompletableFuture<Delivery> delivery) {
        sent.increment();
        var _ = delivery.whenComplete((stored, failure) -> {
            if (failure == null) {
                delivered.computeIfAbsent(type, name -> new LongAdder()).increment();
            } else {
                firstFailure.compareAndSet(null, failure);
                failed.increment();
            }
        });
    }

    public long sent() {
        return sent.sum();
    }

    public long failed() {
        return failed.sum();
    }

    /** Messages that arrived, by type, sorted. */
    public Map<String, Long> delivered() {
        var counts = new TreeMap<String, Long>();
        delivered.forEach((type, count) -> counts.put(type, count.sum()));
        return counts;
    }

    /** The first failure; null if there was none. */
    public @Nullable Throwable firstFailure() {
        return firstFailure.get();
    }
}
