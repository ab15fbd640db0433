package dev.shoplake.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The kernel's list of processes, as {@code /proc} shows it. */
final class ProcessTable {
    private static final Path PROC = Path.of("/proc");

    private ProcessTable() {}

    /**
     * One process.
     *
     * @param pid process id
     * @param state {@code Z} and {@code X} are dead
     * @param parent process id of the parent
     * @param session id of the session
     * @param startTicks clock ticks between boot and start: with the pid, the identity of a process until the next boot
     */
    record Entry(long pid, char state, long parent, long session, long startTicks) {
        boolean isAlive() {
            return state != 'Z' && state != 'X';
        }
    }

    static Optional<Entry> find(long pid) {
        try {
            return Optional.of(
                    parse(Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static List<Entry> all() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> find(process.pid()).stream())
                .toList();
    }

    /** Parses a line of {@code /proc/PID/stat}; the name in its parentheses may hold blanks and parentheses. */
    static Entry parse(String stat) {
        long pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
        return new Entry(
                pid,
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[19]));
    }

    /** Differs after every boot. */
    static String bootId() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    }

    /** Resident memory, 0 when the process is gone. */
    static long residentBytes(long pid) {
        try (var lines = Files.lines(PROC.resolve(Long.toString(pid)).resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
