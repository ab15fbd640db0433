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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Ports and passwords of a stack: chosen when first asked for, remembered in a file from then on. The file is read every
 * time, since another command may have chosen in between.
 */
public final class StackProperties {
    /** Below the range from which the kernel takes the ports of outgoing connections. */
    private static final int LOWEST_PORT = 20_000;

    private static final int PORTS = 10_000;
    private static final int ATTEMPTS = 1_000;

    private final SecureRandom random = new SecureRandom();
    private final Path file;

    private StackProperties(Path file) {
        this.file = file;
    }

    public static StackProperties open(Path file) {
        return new StackProperties(file);
    }

    /** The port of this name. */
    public int port(String name) {
        return Integer.parseInt(remembered(name + ".port", this::freePort));
    }

    /** The password of this name, 32 hexadecimal digits. */
    public Secret password(String name) {
        return new Secret(remembered(name + ".password", values -> randomDigits(16)));
    }

    /** The key of this name, 64 hexadecimal digits, for those who sign or encrypt with it. */
    public Secret key(String name) {
        return new Secret(remembered(name + ".key", values -> randomDigits(32)));
    }

    /** Notes that a server was healthy on its ports: from then on they are kept. */
    public void keepPorts(String server) {
        remembered(server + ".started", values -> "true");
    }

    /**
     * Makes sure that a server which does not run can have its port: chooses another for a port that was never used.
     *
     * @throws StackException if somebody else listens there
     */
    public void claimPort(String server, String port) {
        int number = port(port);
        if (isFree(number)) {
            return;
        }
        if (PropertiesFile.read(file).containsKey(server + ".started")) {
            throw new StackException(
                    "port %d is taken by another process: end that, or remove the lines that begin with '%s.' from %s to have another port chosen"
                            .formatted(number, server, file));
        }
        change(values -> values.put(port + ".port", freePort(values)));
    }

    private String remembered(String key, Function<Map<String, String>, String> choice) {
        var known = PropertiesFile.read(file).get(key);
        if (known != null) {
            return known;
        }
        change(values -> {
            if (!values.containsKey(key)) {
                values.put(key, choice.apply(values));
            }
        });
        return PropertiesFile.read(file).getOrDefault(key, "");
    }

    private void change(Consumer<Map<String, String>> work) {
        try (var lock = HomeLock.acquire(file.resolveSibling(file.getFileName() + ".lock"), () -> {})) {
            var values = new TreeMap<>(PropertiesFile.read(file));
            work.accept(values);
            PropertiesFile.write(file, values);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private String randomDigits(int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return HexFormat.of().formatHex(content);
    }

    private String freePort(Map<String, String> values) {
        var taken = values.entrySet().stream()
                .filter(value -> value.getKey().endsWith(".port"))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        return random.ints(ATTEMPTS, LOWEST_PORT, LOWEST_PORT + PORTS)
                .filter(port -> !taken.contains(Integer.toString(port)) && isFree(port))
                .mapToObj(Integer::toString)
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
}
