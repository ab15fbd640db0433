package dev.shoplake.stack;

import dev.shoplake.stack.home.HomeLock;
import dev.shoplake.stack.home.Progress;
import dev.shoplake.stack.home.PropertiesFile;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.install.Cache;
import dev.shoplake.stack.install.MavenArtifact;
import dev.shoplake.stack.install.PythonEnvironments;
import dev.shoplake.stack.process.BackgroundProcess;
import dev.shoplake.stack.server.Server;
import dev.shoplake.stack.server.ServerState;
import dev.shoplake.stack.server.Servers;
import dev.shoplake.stack.server.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The local stack of one home: brought up, looked at and taken down. */
public final class Stack {
    private final StackHome home;
    private final Progress progress;
    private final Servers servers;
    private final Supervisor supervisor;

    private Stack(StackHome home, Progress progress, Servers servers, Supervisor supervisor) {
        this.home = home;
        this.progress = progress;
        this.servers = servers;
        this.supervisor = supervisor;
    }

    public static Stack open(StackSettings settings, Progress progress) {
        var home = new StackHome(settings.home());
        var properties = StackProperties.open(home.properties());
        var cache = new Cache(settings.cache(), progress);
        var servers = new Servers(
                home,
                properties,
                cache,
                new MavenArtifact(settings.root(), progress),
                new PythonEnvironments(cache, settings.root()));
        return new Stack(home, progress, servers, new Supervisor(home, properties, progress));
    }

    /**
     * Starts what does not run and returns when all is healthy.
     *
     * @param names servers to start with all they need; every server when empty
     */
    public void up(Collection<String> names) throws IOException, InterruptedException {
        home.create();
        try (var lock = lock()) {
            supervisor.start(servers.withNeeds(names));
            PropertiesFile.write(home.environment(), environment());
        }
    }

    /**
     * Stops servers, and leaves no process of theirs.
     *
     * @param names servers to stop; every server when empty
     */
    public void down(Collection<String> names) throws IOException, InterruptedException {
        if (!Files.exists(home.directory())) {
            return;
        }
        var stopped = names.isEmpty() ? servers.all() : servers.named(names);
        try (var lock = lock()) {
            supervisor.stop(stopped.stream().map(Server::name).toList());
            PropertiesFile.write(home.environment(), environment());
        }
    }

    /** The folder of everything this stack writes. */
    public StackHome home() {
        return home;
    }

    public List<ServerState> states() throws InterruptedException {
        return supervisor.states(servers.all());
    }

    /** The settings of the servers that run. */
    public Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        for (var server : servers.all()) {
            if (BackgroundProcess.read(home.identity(server.name()))
                    .filter(BackgroundProcess::isAlive)
                    .isPresent()) {
                environment.putAll(server.settings());
            }
        }
        return environment;
    }

    private HomeLock lock() throws IOException {
        return HomeLock.acquire(
                home.lock(),
                () -> progress.report("stack", "waits for another command that works on " + home.directory()));
    }
}
