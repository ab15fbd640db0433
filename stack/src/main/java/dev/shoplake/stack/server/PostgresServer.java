package dev.shoplake.stack.server;

import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.stack.home.PrivateFile;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.install.Archives;
import dev.shoplake.stack.install.Cache;
import dev.shoplake.stack.install.Commands;
import dev.shoplake.stack.install.Versions;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** PostgreSQL with database {@code shop}, owned by user {@code shop}, and one each for the servers that ask. */
final class PostgresServer implements Server {
    private static final String SHOP = "shop";
    private static final String SUPERUSER = "postgres";
    private static final String EXTRACT = "extract";

    private final StackHome home;
    private final StackProperties properties;
    private final Cache cache;

    PostgresServer(StackHome home, StackProperties properties, Cache cache) {
        this.home = home;
        this.properties = properties;
        this.cache = cache;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<String> needs() {
        return List.of();
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
        if (!Files.exists(data)) {
            initialize(data);
        }
        // The server is known to be gone; its lock would still name a process id that by now may be anybody's
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        var command = new ArrayList<>(Unprivileged.prefix());
        command.addAll(List.of(software().resolve("bin/postgres").toString(), "-D", data.toString()));
        for (var setting : List.of(
                "listen_addresses=127.0.0.1",
                "port=" + properties.port(name()),
                "unix_socket_directories=",
                "wal_level=logical",
                "max_connections=60",
                "shared_buffers=64MB",
                "timezone=UTC",
                "log_timezone=UTC")) {
            command.addAll(List.of("-c", setting));
        }
        return new Launch(command, Map.of(), home.directory());
    }

    /** Makes the data folder under another name first: one that exists is whole. */
    private void initialize(Path data) throws IOException, InterruptedException {
        var partial = data.resolveSibling(name() + ".partial");
        Cache.deleteTree(partial);
        Files.createDirectories(partial);
        var passwordFile = home.configuration(name()).resolve("superuser");
        PrivateFile.write(passwordFile, superuserPassword().value() + "\n");
        var prefix = Unprivileged.prefix();
        Unprivileged.give(partial, prefix);
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                software().resolve("bin/initdb").toString(),
                "--pgdata=" + partial,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-instructions"));
        Commands.run(command, Map.of(), line -> {});
        Files.delete(passwordFile);
        Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void provision() throws SQLException {
        provision(SHOP);
    }

    /** Makes a database and a user of the same name who owns it; what is there stays. */
    void provision(String owner) throws SQLException {
        try (var connection = connect("postgres", SUPERUSER, superuserPassword())) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", owner)) {
                run(
                        connection,
                        "SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', ?::text, ?::text)",
                        owner,
                        password(owner).value());
            }
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", owner)) {
                run(connection, "SELECT format('CREATE DATABASE %I OWNER %I', ?::text, ?::text)", owner, owner);
            }
        }
    }

    /** Opens a provisioned database as the user who owns it. */
    Connection connect(String owner) throws SQLException {
        return connect(owner, owner, password(owner));
    }

    @Override
    public void check() throws SQLException {
        try (var connection = connect(SHOP);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT 1")) {
            rows.next();
        }
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "SHOPLAKE_POSTGRES_URL", url(SHOP),
                "SHOPLAKE_POSTGRES_USER", SHOP,
                "SHOPLAKE_POSTGRES_PASSWORD", password(SHOP).value());
    }

    /** Of {@code shop serve}. */
    @Override
    public Map<String, String> settingsOnTop() {
        int port = properties.port(EXTRACT);
        return Map.of(
                "SHOPLAKE_EXTRACT_PORT", Integer.toString(port),
                "SHOPLAKE_EXTRACT_URL", "http://127.0.0.1:" + port,
                "SHOPLAKE_EXTRACT_API_KEY", properties.password(EXTRACT).value());
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Definitions take no parameters: the database itself quotes them into a statement, which is then run. */
    static void run(Connection connection, String formatting, String first, String second) throws SQLException {
        try (var format = connection.prepareStatement(formatting);
                var statement = connection.createStatement()) {
            format.setString(1, first);
            format.setString(2, second);
            try (var rows = format.executeQuery()) {
                rows.next();
                statement.execute(rows.getString(1));
            }
        }
    }

    private Connection connect(String database, String user, Secret password) throws SQLException {
        var options = new Properties();
        options.setProperty("user", user);
        options.setProperty("password", password.value());
        options.setProperty("connectTimeout", "2");
        options.setProperty("socketTimeout", "10");
        return DriverManager.getConnection(url(database), options);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(properties.port(name()), database);
    }

    private Secret superuserPassword() {
        return properties.password("postgres.superuser");
    }

    /** The password of the user who owns the database of the same name. */
    Secret password(String owner) {
        return properties.password("postgres." + owner);
    }

    private Path software() throws IOException, InterruptedException {
        return cache.entry("postgres-" + Versions.of(name()), name(), folder -> {
            cache.progress().report(name(), "unpacks PostgreSQL " + Versions.of(name()));
            try (var archive = Resources.open("postgres-linux-x86_64.txz")) {
                Archives.unpackTarXz(archive, folder);
            }
        });
    }
}
