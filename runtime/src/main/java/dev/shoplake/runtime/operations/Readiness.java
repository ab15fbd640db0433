package dev.shoplake.runtime.operations;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state of what a service depends on, one line a dependency. The service reports; the endpoint shows. A service is
 * ready when every dependency is, and not before it has reported on one.
 */
public final class Readiness {
    private final Map<String, State> states = new ConcurrentHashMap<>();

    /**
     * State of one dependency.
     *
     * @param ready whether the service can use it
     * @param detail what a human would want to know: progress when ready, the fault when not
     */
    public record State(boolean ready, String detail) {}

    public void ready(String dependency, String detail) {
        states.put(dependency, new State(true, detail));
    }

    public void notReady(String dependency, String detail) {
        states.put(dependency, new State(false, detail));
    }

    public boolean isReady() {
        return !states.isEmpty() && states.values().stream().allMatch(State::ready);
    }

    /** All states, sorted by name. */
    public Map<String, State> states() {
        return new TreeMap<>(states);
    }
}
