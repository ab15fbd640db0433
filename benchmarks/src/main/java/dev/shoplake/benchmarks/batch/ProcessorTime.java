package dev.shoplake.benchmarks.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** Processor time as Linux counts it, in seconds. */
final class ProcessorTime {
    /** Of {@code /proc/PID/stat}, counted behind the command's name. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int USER_OF_ENDED_CHILDREN = 13;
    private static final int SYSTEM_OF_ENDED_CHILDREN = 14;
    /** The unit of these fields, whatever the clock of the kernel. */
    private static final double TICKS_A_SECOND = 100;

    private ProcessorTime() {}

    /** What the processes that this one has started, and that have ended, took with all their children. */
    static double ofEndedChildren() {
        return ticks("self", USER_OF_ENDED_CHILDREN, SYSTEM_OF_ENDED_CHILDREN) / TICKS_A_SECOND;
    }

    /** What a process and its children have taken so far. */
    static double of(long pid) {
        var children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(pid), children)
                        .map(process -> ticks(
                                Long.toString(process), USER, SYSTEM, USER_OF_ENDED_CHILDREN, SYSTEM_OF_ENDED_CHILDREN))
                        .sum()
                / TICKS_A_SECOND;
    }

    private static long ticks(String process, int... fields) {
        try {
            var line = Files.readString(Path.of("/proc", process, "stat"));
            var values = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int field : fields) {
                ticks += Long.parseLong(values[field]);
            }
            return ticks;
        } catch (NoSuchFileException e) {
            // It has ended meanwhile: its parent counts for it
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
