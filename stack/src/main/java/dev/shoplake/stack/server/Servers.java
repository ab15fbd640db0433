package dev.shoplake.stack.server;

import dev.shoplake.stack.home.StackException;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.install.Cache;
import dev.shoplake.stack.install.MavenArtifact;
import dev.shoplake.stack.install.PythonEnvironments;
import dev.shoplake.stack.program.Program;
import dev.shoplake.stack.program.Programs;
import dev.shoplake.stack.server.AirflowServer.Role;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that a stack can start: the servers, and the services of this project that use them. */
public final class Servers {
    private final List<Server> servers;
    private final List<Server> services;

    public Servers(
            StackHome home,
            StackProperties properties,
            Cache cache,
            MavenArtifact artifact,
            PythonEnvironments environments,
            Programs programs) {
        var postgres = new PostgresServer(home, properties, cache);
        var airflow = new Airflow(programs.root(), home, properties, cache, environments, postgres);
        var s3 = new S3Server(home, properties);
        var nessie = new NessieServer(home, properties, cache, artifact);
        var trino = new TrinoServer(home, properties, cache, artifact, List.of(s3, nessie));
        servers = List.of(
                new KafkaServer(home, properties),
                postgres,
                new RedisServer(home, properties, cache),
                s3,
                nessie,
                trino,
                new MlflowServer(home, properties, environments),
                new SupersetServer(home, properties, environments, programs.root(), trino),
                new AirflowServer(Role.API, airflow, home),
                new AirflowServer(Role.SCHEDULER, airflow, home),
                new AirflowServer(Role.DAGS, airflow, home));
        services = Stream.of(Program.COLLECTOR, Program.CONSUMER, Program.RECOMMENDER)
                .<Server>map(program -> new ServiceServer(program, home, properties, programs, this::serverSettings))
                .toList();
    }

    /** Servers first. */
    public List<Server> all() {
        return Stream.concat(servers.stream(), services.stream()).toList();
    }

    public List<String> names() {
        return all().stream().map(Server::name).toList();
    }

    public boolean isService(Server server) {
        return services.contains(server);
    }

    private Map<String, String> serverSettings() {
        var settings = new TreeMap<String, String>();
        servers.forEach(server -> settings.putAll(server.settings()));
        return settings;
    }

    /**
     * Servers by name.
     *
     * @throws StackException if there is none of a name
     */
    public List<Server> named(Collection<String> names) {
        for (var name : names) {
            if (!names().contains(name)) {
                throw new StackException(
                        "there is no server '%s': expected some of %s".formatted(name, String.join(", ", names())));
            }
        }
        return all().stream().filter(server -> names.contains(server.name())).toList();
    }

    /**
     * Servers by name with all that they need; all servers when no name is given.
     *
     * @param without groups of which only those come along that another one needs
     * @throws StackException if the core is among these
     */
    public List<Server> withNeeds(Collection<String> names, Collection<Group> without) {
        if (without.contains(Group.CORE)) {
            throw new StackException("the core cannot be left out: expected some of bi, schedule");
        }
        Set<String> wanted = new LinkedHashSet<>();
        var open = new ArrayDeque<Server>((names.isEmpty() ? all() : named(names))
                .stream().filter(server -> !without.contains(server.group())).toList());
        while (!open.isEmpty()) {
            var server = open.remove();
            if (wanted.add(server.name())) {
                open.addAll(named(server.needs()));
            }
        }
        return named(wanted);
    }
}
