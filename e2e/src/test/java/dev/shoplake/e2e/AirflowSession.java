package dev.shoplake.e2e;

import dev.shoplake.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** The processes of the scheduler and its workers; what these have started lives in sessions of its own. */
final class AirflowSession {
    private static final String SCHEDULER = "airflow-scheduler";
    private static final String LISTENS = "0A";

    private AirflowSession() {}

    /** Ends the scheduler and its workers at once, as harsh as it gets: nobody is left to tell their tasks. */
    static void kill(LocalStack stack) throws IOException {
        members(stack, SCHEDULER).forEach(id -> ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** Where the session of a server listens over TCP: addresses as the kernel writes them, 127.0.0.1 as 0100007F. */
    static List<String> listeningAddresses(LocalStack stack, String server) throws IOException {
        var sockets = new HashSet<String>();
        for (long member : members(stack, server)) {
            try (var files = Files.list(Path.of("/proc/%d/fd".formatted(member)))) {
                for (var file : files.toList()) {
                    sockets.add(Files.readSymbolicLink(file).toString());
                }
            } catch (NoSuchFileException e) {
                // It has ended or closed something meanwhile
            }
        }
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> Repository.lines(Path.of(table)).stream())
                .map(line -> line.strip().split(" +", -1))
                .filter(fields -> fields[3].equals(LISTENS) && sockets.contains("socket:[" + fields[9] + "]"))
                .map(fields -> fields[1].split(":", -1)[0])
                .toList();
    }

    private static List<Long> members(LocalStack stack, String server) throws IOException {
        var ids = new ProcessBuilder("ps", "-o", "pid=", "-s", Long.toString(leader(stack, server))).start();
        return ids.inputReader().lines().map(String::strip).map(Long::parseLong).toList();
    }

    /** The Java programs that tasks have started. */
    static List<ProcessHandle> programs(LocalStack stack) throws IOException {
        return ProcessHandle.of(leader(stack, SCHEDULER)).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .toList();
    }

    private static long leader(LocalStack stack, String server) throws IOException {
        var identity = Files.readAllLines(stack.home().resolve("run").resolve(server));
        return Stream.of(identity.get(1).split(" ", 2))
                .findFirst()
                .map(Long::parseLong)
                .orElseThrow();
    }
}
