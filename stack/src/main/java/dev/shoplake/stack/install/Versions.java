package dev.shoplake.stack.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions of the servers; the build copies them from the root {@code pom.xml}. */
public final class Versions {
    private static final Properties VERSIONS = load();

    private Versions() {}

    /**
     * The version of a server.
     *
     * @param server such as {@code nessie}
     */
    public static String of(String server) {
        var version = VERSIONS.getProperty(server);
        if (version == null) {
            throw new IllegalArgumentException("no version of " + server);
        }
        return version;
    }

    private static Properties load() {
        var properties = new Properties();
        try (var stream = Versions.class.getResourceAsStream("versions.properties")) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
