package dev.shoplake.stack;

import dev.shoplake.stack.home.HomeLock;
import dev.shoplake.stack.home.Progress;
import dev.shoplake.stack.home.PropertiesFile;
import dev.shoplake.stack.home.StackException;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.install.Browser;
import dev.shoplake.stack.install.BrowserSettings;
import dev.shoplake.stack.install.Cache;
import dev.shoplake.stack.install.Commands;
import dev.shoplake.stack.install.MavenArtifact;
import dev.shoplake.stack.install.PythonEnvironments;
import dev.shoplake.stack.process.BackgroundProcess;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import dev.shoplake.stack.program.Program;
import dev.shoplake.stack.program.Programs;
import dev.shoplake.stack.server.Group;
import dev.shoplake.stack.server.Server;
import dev.shoplake.stack.server.ServerState;
import dev.shoplake.stack.server.Servers;
import dev.shoplake.stack.server.Supervisor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The local stack of one home: brought up, looked at, used and taken down. */
public final class Stack {
    /** Settings that are no server's. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "SHOPLAKE_SHOP_TIMEZONE", "UTC",
            "SHOPLAKE_SHOP_CURRENCY", "XXX",
            "SHOPLAKE_SPARK_MASTER", "local[*]");

    private final StackHome home;
    private final Map<String, String> userEnvironment;
    private final Progress progress;
    private final Programs programs;
    private final PythonEnvironments environments;
    private final Browser browser;
    private final Servers servers;
    private final Supervisor supervisor;

    private Stack(
            StackHome home,
            Map<String, String> userEnvironment,
            Progress progress,
            Programs programs,
            PythonEnvironments environments,
            Browser browser,
            Servers servers,
            Supervisor supervisor) {
        this.home = home;
        this.userEnvironment = userEnvironment;
        this.progress = progress;
        this.programs = programs;
        this.environments = environments;
        this.browser = browser;
        this.servers = servers;
        this.supervisor = supervisor;
    }

    /**
     * The stack of the home that the environment names; nothing is started.
     *
     * @param environment of this process
     */
    public static Stack open(StackSettings settings, Map<String, String> environment, Progress progress) {
        var home = new StackHome(settings.home());
        var properties = StackProperties.open(home.properties());
        var cache = new Cache(settings.cache(), progress);
        var programs = new Programs(settings.root());
        var environments = new PythonEnvironments(cache, settings.root());
        var artifact = new MavenArtifact(settings.root(), progress);
        return new Stack(
                home,
                Map.copyOf(environment),
                progress,
                programs,
                environments,
                new Browser(cache, settings.root(), BrowserSettings.from(environment)),
                new Servers(home, properties, cache, artifact, environments, programs),
                new Supervisor(home, properties, progress));
    }

    public StackHome home() {
        return home;
    }

    /** Names of all servers and services. */
    public List<String> names() {
        return servers.names();
    }

    /**
     * Starts what does not run and returns when all is healthy: the servers; when those of the core are, the shop's tables
     * and the topics, and then the services.
     *
     * @param names servers and services to start, with all they need; everything when empty
     * @param without groups to leave out
     */
    public void up(Collection<String> names, Collection<Group> without) throws IOException, InterruptedException {
        var wanted = servers.withNeeds(names, without);
        home.create();
        try (var lock = lock()) {
            var idle = wanted.stream()
                    .filter(server -> !isRunning(server))
                    .map(Server::name)
                    .toList();
            if (!idle.isEmpty()) {
                progress.report("stack", "starts " + String.join(", ", idle));
            }
            var expected = new FutureTask<@Nullable Void>(this::prepareForServices);
            supervisor.start(wanted.stream().filter(this::isThere).toList(), server -> {
                if (servers.isService(server)) {
                    expected.run();
                    expected.get();
                }
            });
            PropertiesFile.write(home.environment(), runningSettings());
        }
    }

    private boolean isThere(Server server) {
        if (!server.isAvailable()) {
            progress.report(server.name(), "left out: its module is not built");
        }
        return server.isAvailable();
    }

    private @Nullable Void prepareForServices() throws IOException, InterruptedException {
        prepare(Program.SHOP, "migrate");
        prepare(Program.EVENTS, "topics");
        return null;
    }

    /** Runs a program that brings a server into the state the services expect; it changes nothing the second time. */
    private void prepare(Program program, String argument) throws IOException, InterruptedException {
        var name = program.command() + "-" + argument;
        if (!programs.isBuilt(program) || !stopped(program.needs()).isEmpty()) {
            return;
        }
        long begin = System.nanoTime();
        var settings = new HashMap<>(runningSettings());
        var launch = programs.launch(program, List.of(argument), settings, home.directory());
        try (var log = Files.newBufferedWriter(home.log(name))) {
            Commands.run(launch.command(), launch.environment(), line -> new PrintWriter(log, true).println(line));
        } catch (StackException e) {
            throw new StackException("%s %s failed: %s".formatted(program.command(), argument, e.getMessage()), e);
        }
        progress.report(name, "done after %.1f s".formatted((System.nanoTime() - begin) / 1e9));
    }

    /**
     * Stops servers and services, these first, and leaves no process of theirs.
     *
     * @param names what to stop; everything when empty
     */
    public void down(Collection<String> names) throws IOException, InterruptedException {
        if (!Files.exists(home.directory())) {
            return;
        }
        var stopped = names.isEmpty() ? servers.all() : servers.named(names);
        try (var lock = lock()) {
            supervisor.stop(stopped.stream().filter(servers::isService).toList());
            supervisor.stop(stopped.stream()
                    .filter(server -> !servers.isService(server))
                    .toList());
            PropertiesFile.write(home.environment(), runningSettings());
        }
    }

    /** Stops everything and deletes all data, logs, ports and passwords. */
    public void reset() throws IOException, InterruptedException {
        down(List.of());
        if (Files.exists(home.directory()) && !Files.exists(home.properties())) {
            throw new StackException(
                    "%s does not look like a stack's home: nothing was deleted".formatted(home.directory()));
        }
        Cache.deleteTree(home.directory());
    }

    public List<ServerState> states() throws InterruptedException {
        return supervisor.states(servers.all());
    }

    /** The settings of what runs, and defaults; what the user has set goes before. */
    public Map<String, String> environment() {
        var environment = new TreeMap<>(DEFAULTS);
        environment.putAll(runningSettings());
        userEnvironment.forEach((key, value) -> environment.computeIfPresent(key, (known, ours) -> value));
        return environment;
    }

    /** Whether anything runs. */
    public boolean isUp() {
        return servers.all().stream().anyMatch(this::isRunning);
    }

    /**
     * One setting of what runs.
     *
     * @throws StackException if what has it does not run
     */
    public String setting(String key, String server) {
        var value = userEnvironment.getOrDefault(key, runningSettings().get(key));
        if (value == null) {
            throw notUp(List.of(server));
        }
        return value;
    }

    /**
     * Runs a program on this terminal, with the settings of what runs.
     *
     * @throws StackException if it is not built, or needs a server that neither runs nor is named by the user's settings
     */
    public Programs.Run run(Program program, List<String> arguments) throws IOException, InterruptedException {
        var missing = stopped(program.needs());
        if (!missing.isEmpty() && !asksForHelp(arguments)) {
            throw notUp(missing);
        }
        var settings = new TreeMap<>(environment());
        if (program.kind() == Program.Kind.BROWSER && !asksForHelp(arguments)) {
            settings.put("SHOPLAKE_BROWSER", browser().toString());
        }
        return programs.run(program, arguments, settings, Path.of("").toAbsolutePath());
    }

    /**
     * The Chromium that draws dashboards, fetched now if this machine has none.
     *
     * @throws StackException if there is none and none can be fetched
     */
    public Path browser() throws IOException, InterruptedException {
        return browser.executable();
    }

    /** Runs the Python of a server's environment on this terminal, with the settings of what runs. */
    public Programs.Run python(String environment, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                environments.environment(environment).resolve("bin/python").toString()));
        command.addAll(arguments);
        var settings = new TreeMap<>(environment());
        // AIRFLOW_HOME and its like: without one such software makes a folder in the home of the user
        settings.put(
                environment.toUpperCase(Locale.ROOT) + "_HOME",
                home.data(environment).toString());
        return programs.runHere(new Launch(command, settings, Path.of("").toAbsolutePath()));
    }

    private static boolean asksForHelp(List<String> arguments) {
        return arguments.isEmpty()
                || arguments.contains("--help")
                || arguments.contains("-h")
                || arguments.contains("help");
    }

    private static StackException notUp(List<String> missing) {
        return new StackException("%s not running: start with ./shoplake up"
                .formatted(String.join(", ", missing) + (missing.size() == 1 ? " is" : " are")));
    }

    /** Which of these neither run nor are named by the user's settings. */
    private List<String> stopped(Collection<String> names) {
        return servers.named(names).stream()
                .filter(server -> !isRunning(server)
                        && server.settings().keySet().stream().noneMatch(userEnvironment::containsKey))
                .map(Server::name)
                .toList();
    }

    private boolean isRunning(Server server) {
        return BackgroundProcess.read(home.identity(server.name()))
                .filter(BackgroundProcess::isAlive)
                .isPresent();
    }

    private Map<String, String> runningSettings() {
        var settings = new TreeMap<String, String>();
        servers.all().stream().filter(this::isRunning).forEach(server -> {
            settings.putAll(server.settings());
            settings.putAll(server.settingsOnTop());
        });
        return settings;
    }

    private HomeLock lock() throws IOException {
        return HomeLock.acquire(
                home.lock(),
                () -> progress.report("stack", "waits for another command that works on " + home.directory()));
    }
}
