package dev.shoplake.stack.server;

import dev.shoplake.stack.home.PropertiesFile;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.install.Archives;
import dev.shoplake.stack.install.Cache;
import dev.shoplake.stack.install.MavenArtifact;
import dev.shoplake.stack.install.Versions;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** SQL over the lake: Trino with catalog {@code lake}. */
final class TrinoServer implements Server {
    private static final String USER = "shoplake";

    private final StackHome home;
    private final StackProperties properties;
    private final Cache cache;
    private final MavenArtifact artifact;
    private final List<Server> lake;

    /**
     * A server over others.
     *
     * @param lake the object store and the catalog
     */
    TrinoServer(StackHome home, StackProperties properties, Cache cache, MavenArtifact artifact, List<Server> lake) {
        this.home = home;
        this.properties = properties;
        this.cache = cache;
        this.artifact = artifact;
        this.lake = lake;
    }

    @Override
    public String name() {
        return "trino";
    }

    @Override
    public List<String> needs() {
        return List.of("nessie", "s3");
    }

    @Override
    public List<String> ports() {
        return List.of(name());
    }

    @Override
    public void install() throws IOException, InterruptedException {
        software();
    }

    @Override
    public Launch prepare() throws Exception {
        var data = home.data(name());
        Files.createDirectories(data);
        var software = software();
        var folder = home.configuration(name());
        PropertiesFile.write(folder.resolve("config.properties"), configuration(software));
        PropertiesFile.write(folder.resolve("catalog/lake.properties"), catalog());
        PropertiesFile.write(
                data.resolve("etc/catalog-store.properties"),
                Map.of("catalog.config-dir", folder.resolve("catalog").toString(), "catalog.read-only", "true"));
        return JavaProgram.ofClassPath(
                software.resolve("lib") + "/*",
                "io.trino.server.TrinoServer",
                List.of(
                        "-Xmx1g",
                        "-XX:ReservedCodeCacheSize=192M",
                        "-Djdk.attach.allowAttachSelf=true",
                        "-Djdk.nio.maxCachedBufferSize=2000000",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        // Nessie's other client, on the JDK's newer one, closes connections that are still in use
                        "-Dnessie.force-url-connection-client=true",
                        "-Dconfig=" + folder.resolve("config.properties")),
                Map.of(),
                data);
    }

    private Map<String, String> configuration(Path software) {
        var configuration = new HashMap<String, String>();
        configuration.put("node.environment", "local");
        configuration.put("node.internal-address", "127.0.0.1");
        configuration.put("node.bind-ip", "127.0.0.1");
        configuration.put("log.enable-console", "true");
        configuration.put("coordinator", "true");
        configuration.put("node-scheduler.include-coordinator", "true");
        configuration.put("http-server.http.port", Integer.toString(properties.port(name())));
        configuration.put("discovery.uri", "http://" + address());
        configuration.put("query.max-memory-per-node", "300MB");
        configuration.put("memory.heap-headroom-per-node", "200MB");
        configuration.put("plugin.dir", software.resolve("plugin").toString());
        // Static catalogs are announced late: for seconds after the start the only node would count as one without them
        configuration.put("catalog.management", "dynamic");
        return configuration;
    }

    private Map<String, String> catalog() {
        var settings = new HashMap<String, String>();
        lake.forEach(server -> settings.putAll(server.settings()));
        return Map.ofEntries(
                Map.entry("connector.name", "iceberg"),
                Map.entry("iceberg.catalog.type", "nessie"),
                Map.entry("iceberg.nessie-catalog.uri", settings.get("SHOPLAKE_NESSIE_URI")),
                Map.entry("iceberg.nessie-catalog.ref", "main"),
                Map.entry("iceberg.nessie-catalog.default-warehouse-dir", settings.get("SHOPLAKE_LAKE_WAREHOUSE")),
                Map.entry("fs.native-s3.enabled", "true"),
                Map.entry("s3.endpoint", settings.get("SHOPLAKE_S3_ENDPOINT")),
                Map.entry("s3.region", settings.get("SHOPLAKE_S3_REGION")),
                Map.entry("s3.path-style-access", "true"),
                Map.entry("s3.aws-access-key", settings.get("SHOPLAKE_S3_ACCESS_KEY")),
                Map.entry("s3.aws-secret-key", settings.get("SHOPLAKE_S3_SECRET_KEY")));
    }

    /** Asks for the lake's schemas, so that the catalog behind it must answer too. */
    @Override
    public void check() throws SQLException {
        var options = new Properties();
        options.setProperty("user", USER);
        try (var connection = DriverManager.getConnection(url(), options);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW SCHEMAS")) {
            while (rows.next()) {
                rows.getString(1);
            }
        }
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("SHOPLAKE_TRINO_URL", url(), "SHOPLAKE_TRINO_USER", USER);
    }

    private String url() {
        return "jdbc:trino://%s/lake".formatted(address());
    }

    private String address() {
        return "127.0.0.1:" + properties.port(name());
    }

    /** Trino's core with one plug-in: the others would only lengthen its start. */
    private Path software() throws IOException, InterruptedException {
        var version = Versions.of(name());
        return cache.entry("trino-" + version, name(), folder -> {
            var fetched = folder.resolveSibling("fetched");
            var core = artifact.fetch(name(), "io.trino:trino-server-core:%s:tar.gz".formatted(version), fetched);
            var iceberg = artifact.fetch(name(), "io.trino:trino-iceberg:%s:zip".formatted(version), fetched);
            cache.progress().report(name(), "unpacks Trino " + version);
            try (var archive = Files.newInputStream(core)) {
                Archives.unpackTarGz(archive, folder, name -> !name.startsWith("plugin"));
            }
            try (var archive = Files.newInputStream(iceberg)) {
                Archives.unpackZip(archive, folder.resolve("plugin/iceberg"));
            }
        });
    }
}
