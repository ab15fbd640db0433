package dev.shoplake.producers.history;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The newest sale lines, to draw products as they sell at the time. Holds nothing of the future. */
final class RecentLines {
    private final List<Order.Line> lines = new ArrayList<>();
    private final int limit;
    private int next;

    RecentLines(int limit) {
        this.limit = limit;
    }

    void add(Order.Line line) {
        if (lines.size() < limit) {
            lines.add(line);
            return;
        }
        lines.set(next, line);
        next = (next + 1) % limit;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    Order.Line draw(RandomGenerator random) {
        return lines.get(random.nextInt(lines.size()));
    }
}
