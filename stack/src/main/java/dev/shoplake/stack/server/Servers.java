package dev.shoplake.stack.server;

import dev.shoplake.stack.home.StackException;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.install.Cache;
import dev.shoplake.stack.install.MavenArtifact;
import dev.shoplake.stack.install.PythonEnvironments;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All servers of a stack. */
public final class Servers {
    private final List<Server> all;

    public Servers(
            StackHome home,
            StackProperties properties,
            Cache cache,
            MavenArtifact artifact,
            PythonEnvironments environments) {
        var s3 = new S3Server(home, properties);
        var nessie = new NessieServer(home, properties, cache, artifact);
        all = List.of(
                new RedisServer(home, properties, cache),
                new PostgresServer(home, properties, cache),
                new KafkaServer(home, properties),
                s3,
                nessie,
                new TrinoServer(home, properties, cache, artifact, List.of(s3, nessie)),
                new MlflowServer(home, properties, environments));
    }

    public List<Server> all() {
        return all;
    }

    public List<String> names() {
        return all.stream().map(Server::name).toList();
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
        return all.stream().filter(server -> names.contains(server.name())).toList();
    }

    /** Servers by name with all that they need; all servers when no name is given. */
    public List<Server> withNeeds(Collection<String> names) {
        Set<String> wanted = new LinkedHashSet<>();
        var open = new ArrayDeque<Server>(names.isEmpty() ? all : named(names));
        while (!open.isEmpty()) {
            var server = open.remove();
            if (wanted.add(server.name())) {
                open.addAll(named(server.needs()));
            }
        }
        return named(wanted);
    }
}
