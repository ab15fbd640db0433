package dev.shoplake.stack.server;

import static java.util.stream.Collectors.toMap;

import dev.shoplake.stack.home.Progress;
import dev.shoplake.stack.home.StackException;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.process.BackgroundProcess;
import dev.shoplake.stack.server.ServerState.Health;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Starts, watches and stops servers. */
public final class Supervisor {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(150);
    private static final long LARGEST_LOG_BYTES = 50L << 20;
    private static final int SHOWN_LOG_LINES = 15;

    private final StackHome home;
    private final StackProperties properties;
    private final Progress progress;

    public Supervisor(StackHome home, StackProperties properties, Progress progress) {
        this.home = home;
        this.properties = properties;
        this.progress = progress;
    }

    /** What must be done before a server that does not run is launched. */
    @FunctionalInterface
    public interface Preparation {
        void before(Server server) throws Exception;
    }

    /**
     * Starts the servers that do not run, each as soon as those it starts after are healthy, and waits until every one is.
     *
     * @param preparation done once those a server starts after are healthy
     * @throws StackException if some cannot be started: those that can are left running
     */
    public void start(List<Server> servers, Preparation preparation) throws InterruptedException {
        var healthy = servers.stream().collect(toMap(Server::name, server -> new CompletableFuture<Server>()));
        inParallel(servers, server -> {
            var own = Objects.requireNonNull(healthy.get(server.name()));
            try {
                start(server, healthy, preparation);
                own.complete(server);
                return server;
            } catch (Exception e) {
                own.completeExceptionally(e);
                throw e;
            }
        });
    }

    /** Stops the servers, each as soon as those are gone that start after it. */
    public void stop(List<Server> servers) throws InterruptedException {
        var gone = servers.stream().collect(toMap(Server::name, server -> new CompletableFuture<Server>()));
        inParallel(servers, server -> {
            var own = Objects.requireNonNull(gone.get(server.name()));
            try {
                for (var later : servers) {
                    if (later.startsAfter().contains(server.name())) {
                        Objects.requireNonNull(gone.get(later.name())).join();
                    }
                }
                return stop(server.name());
            } finally {
                own.complete(server);
            }
        });
    }

    public List<ServerState> states(List<Server> servers) throws InterruptedException {
        return inParallel(servers, this::state);
    }

    private void start(Server server, Map<String, CompletableFuture<Server>> healthy, Preparation preparation)
            throws Exception {
        var running = BackgroundProcess.read(home.identity(server.name())).filter(BackgroundProcess::isAlive);
        if (running.isPresent() && server.isOutdated(running.get().since())) {
            progress.report(server.name(), "was built anew: restarts");
            stop(server.name());
            running = Optional.empty();
        }
        if (running.isPresent()) {
            awaitHealth(server, running.get());
            progress.report(server.name(), "runs" + onPort(server));
            return;
        }
        server.install();
        for (var earlier : server.startsAfter()) {
            await(healthy.get(earlier), earlier);
        }
        preparation.before(server);
        long begin = System.nanoTime();
        awaitHealth(server, launch(server));
        properties.keepPorts(server.name());
        progress.report(
                server.name(), "healthy%s after %.1f s".formatted(onPort(server), (System.nanoTime() - begin) / 1e9));
    }

    private static void await(@Nullable CompletableFuture<Server> healthy, String earlier) throws InterruptedException {
        try {
            if (healthy != null) {
                healthy.get();
            }
        } catch (ExecutionException e) {
            throw new StackException("not started: it needs %s, which did not start".formatted(earlier), e);
        }
    }

    private BackgroundProcess launch(Server server) throws Exception {
        clearRemains(server.name());
        for (var port : server.ports()) {
            properties.claimPort(server.name(), port);
        }
        var launch = server.prepare();
        keepSmall(home.log(server.name()));
        return BackgroundProcess.start(home.identity(server.name()), home.log(server.name()), launch);
    }

    private int port(Server server) {
        return server.ports().stream().findFirst().map(properties::port).orElse(0);
    }

    private String onPort(Server server) {
        return server.ports().isEmpty() ? "" : " on port " + port(server);
    }

    /** Begins a new log when the old one has grown large; that one is kept until the next time. */
    private static void keepSmall(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A killed server may leave children behind that hold its port. */
    private void clearRemains(String server) throws IOException {
        BackgroundProcess.read(home.identity(server)).ifPresent(BackgroundProcess::kill);
        Files.deleteIfExists(home.identity(server));
    }

    private void awaitHealth(Server server, BackgroundProcess process) throws InterruptedException {
        long begin = System.nanoTime();
        long deadline = begin + START_LIMIT.toNanos();
        long nextReport = begin + REPORT_INTERVAL.toNanos();
        while (true) {
            try {
                server.provision();
                server.check();
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                if (!process.isAlive()) {
                    throw new StackException("died at its start. %s".formatted(endOfLog(server.name())), e);
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new StackException(
                            "not healthy after %d s: %s. %s"
                                    .formatted(START_LIMIT.toSeconds(), reason(e), endOfLog(server.name())),
                            e);
                }
            }
            if (System.nanoTime() - nextReport > 0) {
                progress.report(
                        server.name(), "starts, %d s so far".formatted((System.nanoTime() - begin) / 1_000_000_000));
                nextReport += REPORT_INTERVAL.toNanos();
            }
            Thread.sleep(POLL);
        }
    }

    private String stop(String server) throws IOException {
        var process = BackgroundProcess.read(home.identity(server));
        if (process.isPresent()) {
            boolean alive = process.get().isAlive();
            boolean ended = process.get().stop(STOP_LIMIT);
            Files.deleteIfExists(home.identity(server));
            if (alive) {
                progress.report(
                        server, ended ? "stopped" : "killed: it did not stop within " + STOP_LIMIT.toSeconds() + " s");
            }
        }
        return server;
    }

    private ServerState state(Server server) throws InterruptedException {
        var process = BackgroundProcess.read(home.identity(server.name()));
        if (process.isEmpty()) {
            return new ServerState(server.name(), 0, Health.STOPPED, null);
        }
        int port = port(server);
        if (!process.get().isAlive()) {
            return new ServerState(server.name(), port, Health.DIED, process.get());
        }
        return new ServerState(
                server.name(), port, isHealthy(server) ? Health.HEALTHY : Health.STARTING, process.get());
    }

    private static boolean isHealthy(Server server) throws InterruptedException {
        try {
            server.check();
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return false;
        }
    }

    private String endOfLog(String server) {
        return endOfLog(home.log(server));
    }

    private static String endOfLog(Path log) {
        try {
            var lines = Files.readAllLines(log);
            var end = lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size());
            return "The end of %s:%n    %s".formatted(log, String.join("\n    ", end));
        } catch (IOException e) {
            return "See " + log;
        }
    }

    private static String reason(Throwable failure) {
        // The message of an exception of files is the file alone
        return failure.getMessage() == null || failure instanceof FileSystemException
                ? failure.toString()
                : failure.getMessage();
    }

    @FunctionalInterface
    private interface Work<T, R> {
        R on(T subject) throws Exception;
    }

    private static <T, R> List<R> inParallel(List<T> subjects, Work<T, R> work) throws InterruptedException {
        // Not virtual threads: the start of a process would hold one of the few threads that carry them
        try (var executor =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var futures = executor.invokeAll(subjects.stream()
                    .map(subject -> (Callable<R>) () -> work.on(subject))
                    .toList());
            var results = new ArrayList<R>();
            var failures = new ArrayList<String>();
            for (int index = 0; index < subjects.size(); index++) {
                collect(subjects.get(index), futures.get(index), results, failures);
            }
            if (!failures.isEmpty()) {
                throw new StackException(String.join("\n", failures));
            }
            return results;
        }
    }

    private static <T, R> void collect(T subject, Future<R> future, List<R> results, List<String> failures)
            throws InterruptedException {
        try {
            results.add(future.get());
        } catch (ExecutionException e) {
            var name = subject instanceof Server server ? server.name() : subject.toString();
            failures.add("%s: %s".formatted(name, reason(Objects.requireNonNullElse(e.getCause(), e))));
        }
    }
}
