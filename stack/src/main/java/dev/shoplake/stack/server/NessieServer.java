package dev.shoplake.stack.server;

import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.install.Cache;
import dev.shoplake.stack.install.MavenArtifact;
import dev.shoplake.stack.install.Versions;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The lake's catalog, kept in RocksDB. */
final class NessieServer implements Server {
    private static final String MANAGEMENT = "nessie.management";

    private final StackHome home;
    private final StackProperties properties;
    private final Cache cache;
    private final MavenArtifact artifact;

    NessieServer(StackHome home, StackProperties properties, Cache cache, MavenArtifact artifact) {
        this.home = home;
        this.properties = properties;
        this.cache = cache;
        this.artifact = artifact;
    }

    @Override
    public String name() {
        return "nessie";
    }

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public List<String> ports() {
        return List.of(name(), MANAGEMENT);
    }

    @Override
    public void install() throws IOException, InterruptedException {
        jar();
    }

    @Override
    public Launch prepare() throws Exception {
        var data = home.data(name());
        Files.createDirectories(data);
        return JavaProgram.ofJar(
                jar(),
                List.of(
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + properties.port(name()),
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=" + properties.port(MANAGEMENT),
                        "-Dquarkus.log.file.enable=false",
                        "-Dnessie.version.store.type=ROCKSDB",
                        "-Dnessie.version.store.persist.rocks.database-path=" + data),
                data);
    }

    @Override
    public void check() throws IOException, InterruptedException {
        Http.get(address() + "/trees/main");
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("SHOPLAKE_NESSIE_URI", address());
    }

    private String address() {
        return "http://127.0.0.1:%d/api/v2".formatted(properties.port(name()));
    }

    private Path jar() throws IOException, InterruptedException {
        var version = Versions.of(name());
        return cache.entry("nessie-%s.jar".formatted(version), name(), file -> {
            var jar = artifact.fetch(
                    name(),
                    "org.projectnessie.nessie:nessie-quarkus:%s:jar:runner".formatted(version),
                    file.resolveSibling("fetched"));
            Files.move(jar, file);
        });
    }
}
