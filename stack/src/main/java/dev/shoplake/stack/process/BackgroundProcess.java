package dev.shoplake.stack.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A process in a session of its own that outlives the command which started it. The process writes its identity (boot,
 * process id, start time) to a file before it becomes the server, so that there is no instant at which it runs unknown,
 * and a process id that the kernel gave to somebody else since is noticed.
 */
public final class BackgroundProcess {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);

    /** $0 is the file; the rest is the command. The shell becomes the command, so identity and start time stay. */
    private static final String RECORD_AND_RUN =
            "cat /proc/sys/kernel/random/boot_id /proc/$$/stat > \"$0.new\" && mv \"$0.new\" \"$0\" && exec \"$@\"";

    private final long pid;
    private final long startTicks;
    private final Instant since;

    private BackgroundProcess(long pid, long startTicks, Instant since) {
        this.pid = pid;
        this.startTicks = startTicks;
        this.since = since;
    }

    /**
     * What to run.
     *
     * @param command program and arguments
     * @param environment added to that of this process; an empty value removes the variable
     * @param directory working directory
     */
    public record Launch(List<String> command, Map<String, String> environment, Path directory) {
        /** Makes these changes to the environment of a process that is to start. */
        public static void change(Map<String, String> environment, Map<String, String> changes) {
            changes.forEach((key, value) -> {
                if (value.isEmpty()) {
                    environment.remove(key);
                } else {
                    environment.put(key, value);
                }
            });
        }

        /** The same with arguments added. */
        public Launch with(String... arguments) {
            return new Launch(
                    Stream.concat(command.stream(), Stream.of(arguments)).toList(), environment, directory);
        }
    }

    /**
     * Starts a process, its output appended to a log.
     *
     * @param identity file that will tell who it is
     * @param log standard output and standard error
     * @return the process, at the latest when it begins to run the command
     * @throws IOException if it cannot be started
     */
    public static BackgroundProcess start(Path identity, Path log, Launch launch) throws IOException {
        Files.deleteIfExists(identity);
        var command = new ArrayList<>(List.of("setsid", "sh", "-c", RECORD_AND_RUN, identity.toString()));
        command.addAll(launch.command());
        var builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Launch.change(builder.environment(), launch.environment());
        var child = builder.start();
        while (true) {
            var process = read(identity);
            if (process.isPresent()) {
                return process.get();
            }
            if (!child.isAlive() && !Files.exists(identity)) {
                throw new IOException(
                        "cannot run %s, see %s".formatted(launch.command().getFirst(), log));
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /**
     * The process that wrote this file, dead or alive.
     *
     * @return empty if there is no such file
     */
    public static Optional<BackgroundProcess> read(Path identity) {
        try {
            var lines = Files.readAllLines(identity);
            if (lines.size() < 2) {
                return Optional.empty();
            }
            var entry = ProcessTable.parse(lines.get(1));
            boolean thisBoot = lines.getFirst().equals(ProcessTable.bootId());
            return Optional.of(new BackgroundProcess(
                    entry.pid(),
                    thisBoot ? entry.startTicks() : -1,
                    Files.getLastModifiedTime(identity).toInstant()));
        } catch (java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + identity, e);
        }
    }

    public long pid() {
        return pid;
    }

    public Instant since() {
        return since;
    }

    public boolean isAlive() {
        return ProcessTable.find(pid)
                .filter(entry -> entry.startTicks() == startTicks && entry.isAlive())
                .isPresent();
    }

    /** Resident memory of the process and its children. */
    public long residentBytes() {
        return isAlive()
                ? family().stream().mapToLong(ProcessTable::residentBytes).sum()
                : 0;
    }

    /** Ends the process and its children at once (SIGKILL) and waits until they are gone. */
    public void kill() {
        killAll(family());
    }

    /**
     * Asks the process to end (SIGTERM), then ends what is left of its session.
     *
     * @param patience how long it may take
     * @return whether it ended by itself
     */
    public boolean stop(Duration patience) {
        if (!isAlive()) {
            kill();
            return true;
        }
        var family = family();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        boolean ended = awaitEnd(Set.of(pid), patience);
        family.addAll(family());
        killAll(family);
        return ended;
    }

    /** The process itself first, so that it does not see its children die and act on it. */
    private void killAll(Set<Long> family) {
        Stream.concat(family.stream().filter(member -> member == pid), family.stream())
                .flatMap(member -> ProcessHandle.of(member).stream())
                .forEach(ProcessHandle::destroyForcibly);
        awaitEnd(family, KILL_LIMIT);
    }

    /** The process, its descendants, and all that is left of its session: a child may open a session of its own. */
    private Set<Long> family() {
        var family = new HashSet<Long>();
        if (startTicks < 0) {
            return family;
        }
        var processes = ProcessTable.all();
        boolean reused = ProcessTable.find(pid)
                .filter(entry -> entry.startTicks() != startTicks)
                .isPresent();
        for (var process : processes) {
            if (!reused && process.isAlive() && (process.session() == pid || process.pid() == pid)) {
                family.add(process.pid());
            }
        }
        int before;
        do {
            before = family.size();
            for (var process : processes) {
                if (process.isAlive() && family.contains(process.parent())) {
                    family.add(process.pid());
                }
            }
        } while (family.size() > before);
        return family;
    }

    private static boolean awaitEnd(Set<Long> pids, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (pids.stream().noneMatch(BackgroundProcess::runs)) {
                return true;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return pids.stream().noneMatch(BackgroundProcess::runs);
    }

    private static boolean runs(long pid) {
        return ProcessTable.find(pid).filter(ProcessTable.Entry::isAlive).isPresent();
    }
}
