package dev.shoplake.stack.home;

import dev.shoplake.runtime.settings.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Ports and passwords of a stack: chosen when first asked for, remembered in a file from then on. */
public final class StackProperties {
    /** Below the range from which the kernel takes the ports of outgoing connections. */
    private static final int LOWEST_PORT = 20_000;

    private static final int PORTS = 10_000;
    private static final int ATTEMPTS = 1_000;

    private final SecureRandom random = new SecureRandom();
    private final Path file;
    private final Map<String, String> values;

    private StackProperties(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    public static StackProperties open(Path file) {
        return new StackProperties(file, new TreeMap<>(PropertiesFile.read(file)));
    }

    /** The port of this name. */
    public synchronized int port(String name) {
        var key = name + ".port";
        var known = values.get(key);
        return known == null ? put(key, freePort()) : Integer.parseInt(known);
    }

    /** The password of this name, 32 hexadecimal digits. */
    public synchronized Secret password(String name) {
        var key = name + ".password";
        var known = values.get(key);
        if (known != null) {
            return new Secret(known);
        }
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        var password = HexFormat.of().formatHex(bytes);
        put(key, password);
        return new Secret(password);
    }

    /** Notes that a server was healthy on its ports: from then on they are kept. */
    public synchronized void keepPorts(String server) {
        if (!values.containsKey(server + ".started")) {
            put(server + ".started", "true");
        }
    }

    /**
     * Makes sure that a server which does not run can have its port: chooses another for a port that was never used.
     *
     * @throws StackException if somebody else listens there
     */
    public synchronized void claimPort(String server, String port) {
        if (isFree(port(port))) {
            return;
        }
        if (values.containsKey(server + ".started")) {
            throw new StackException(
                    "port %d is taken by another process: end that, or remove the lines that begin with '%s.' from %s to have another port chosen"
                            .formatted(port(port), server, file));
        }
        put(port + ".port", freePort());
    }

    private int freePort() {
        var taken = values.entrySet().stream()
                .filter(value -> value.getKey().endsWith(".port"))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        return random.ints(ATTEMPTS, LOWEST_PORT, LOWEST_PORT + PORTS)
                .filter(port -> !taken.contains(Integer.toString(port)) && isFree(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no free port between %d and %d".formatted(LOWEST_PORT, LOWEST_PORT + PORTS - 1)));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private int put(String key, int value) {
        put(key, Integer.toString(value));
        return value;
    }

    private void put(String key, String value) {
        values.put(key, value);
        try {
            PropertiesFile.write(file, values);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
