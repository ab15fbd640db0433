package dev.shoplake.stack.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Runs one Kafka node, broker and controller at once, until SIGTERM. These are Kafka's internal classes: they belong to
 * the very version that the build pins.
 */
public final class KafkaServerMain {
    private KafkaServerMain() {}

    /**
     * Formats the folder of the log when it is new, then serves.
     *
     * @param args one: the server's properties file
     */
    public static void main(String[] args) throws Exception {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
            properties.load(reader);
        }
        format(Path.of(properties.getProperty("log.dirs")));
        var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(server::shutdown));
        server.startup();
        server.awaitShutdown();
    }

    private static void format(Path folder) throws Exception {
        if (isFormatted(folder)) {
            return;
        }
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .setControllerListenerName("CONTROLLER")
                .setIgnoreFormatted(true)
                .setPrintStream(System.err)
                .run();
    }

    private static boolean isFormatted(Path folder) throws IOException {
        return Files.exists(folder.resolve("meta.properties"));
    }
}
