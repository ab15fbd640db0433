package dev.shoplake.stack.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackPropertiesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void remembersPortsAndPasswords() {
        var first = open();
        int port = first.port("kafka");
        var password = first.password("redis");

        assertThat(open().port("kafka")).isEqualTo(port);
        assertThat(open().password("redis")).isEqualTo(password);
        assertThat(password.value()).matches("[0-9a-f]{32}");
        assertThat(first.password("postgres")).isNotEqualTo(password);
    }

    @Test
    void onlyTheOwnerReadsThem() throws Exception {
        open().password("redis");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void choosesAnotherForATakenPortThatNeverWorked() throws Exception {
        var properties = open();
        int port = properties.port("kafka");

        try (var intruder = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            properties.claimPort("kafka", "kafka");
            assertThat(properties.port("kafka")).isNotEqualTo(intruder.getLocalPort());
        }
    }

    @Test
    void refusesATakenPortThatClientsMayKnow() throws Exception {
        var properties = open();
        int port = properties.port("kafka");
        properties.keepPorts("kafka");

        try (var intruder = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(intruder.isBound()).isTrue();
            assertThatThrownBy(() -> properties.claimPort("kafka", "kafka"))
                    .isInstanceOf(StackException.class)
                    .hasMessageStartingWith("port %d is taken by another process".formatted(port))
                    .hasMessageContaining(file().toString());
        }
        properties.claimPort("kafka", "kafka");
        assertThat(properties.port("kafka")).isEqualTo(port);
    }

    private StackProperties open() {
        return StackProperties.open(file());
    }

    private Path file() {
        return folder.resolve("stack.properties");
    }
}
