package dev.shoplake.benchmarks.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class CountingRelayTest {
    @Test
    void countsWhatGoesThroughEachWay() throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        try (var server = new ServerSocket(0, 1, loopback);
                var relay = CountingRelay.to(server.getLocalPort());
                var client = new Socket(loopback, relay.port())) {
            client.getOutputStream().write("what?".getBytes(UTF_8));
            client.shutdownOutput();
            try (var served = server.accept()) {
                assertThat(served.getInputStream().readAllBytes())
                        .asString(UTF_8)
                        .isEqualTo("what?");
                served.getOutputStream().write("an answer".getBytes(UTF_8));
            }

            assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("an answer");
            assertThat(relay.sent()).isEqualTo(5);
            assertThat(relay.received()).isEqualTo(9);
        }
    }
}
