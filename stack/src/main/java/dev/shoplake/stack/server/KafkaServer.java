package dev.shoplake.stack.server;

import dev.shoplake.stack.home.PropertiesFile;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** One Kafka node, broker and controller at once. */
final class KafkaServer implements Server {
    private static final String CONTROLLER = "kafka.controller";

    private final StackHome home;
    private final StackProperties properties;

    KafkaServer(StackHome home, StackProperties properties) {
        this.home = home;
        this.properties = properties;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public List<String> ports() {
        return List.of(name(), CONTROLLER);
    }

    @Override
    public void install() {
        // A library on the class path of this program
    }

    @Override
    public Launch prepare() throws Exception {
        var data = home.data(name());
        Files.createDirectories(data);
        var file = home.configuration(name()).resolve("server.properties");
        var configuration = new HashMap<>(CONFIGURATION);
        var controller = "127.0.0.1:" + properties.port(CONTROLLER);
        configuration.put("controller.quorum.voters", "1@" + controller);
        configuration.put("listeners", "PLAINTEXT://%s,CONTROLLER://%s".formatted(address(), controller));
        configuration.put("advertised.listeners", "PLAINTEXT://" + address());
        configuration.put("log.dirs", data.toString());
        PropertiesFile.write(file, configuration);
        var launch = JavaProgram.ofOwnClassPath(
                "dev.shoplake.stack.kafka.KafkaServerMain",
                List.of(
                        "-Xmx384m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS"),
                Map.of(),
                data);
        return launch.with(file.toString());
    }

    @Override
    public void check() throws Exception {
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000))) {
            if (admin.describeCluster().nodes().get().isEmpty()) {
                throw new IllegalStateException("no broker has registered yet");
            }
            admin.listTopics().names().get();
        }
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS", address());
    }

    private String address() {
        return "127.0.0.1:" + properties.port(name());
    }

    /**
     * A single node keeps one copy of everything. The broker's session is short so that it comes back at once after a
     * kill: a new start must wait until the old session has ended.
     */
    private static final Map<String, String> CONFIGURATION = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("num.partitions", "3"),
            Map.entry("message.max.bytes", "3145728"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("controller.quorum.election.timeout.ms", "100"),
            Map.entry("controller.quorum.election.backoff.max.ms", "50"));
}
