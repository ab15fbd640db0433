package dev.shoplake.benchmarks.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.LongAdder;

/** Stands between a client and a server on loopback and counts what goes through, to the byte. */
final class CountingRelay implements AutoCloseable {
    private final ServerSocket door;
    private final int server;
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    private CountingRelay(ServerSocket door, int server) {
        this.door = door;
        this.server = server;
    }

    /** @param server port that everything is handed on to */
    static CountingRelay to(int server) throws IOException {
        var relay = new CountingRelay(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()), server);
        Thread.ofVirtual().name("relay").start(relay::accept);
        return relay;
    }

    int port() {
        return door.getLocalPort();
    }

    /** Bytes that clients have sent so far. */
    long sent() {
        return sent.sum();
    }

    /** Bytes that the server has answered so far. */
    long received() {
        return received.sum();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                var connection = new Socket(InetAddress.getLoopbackAddress(), server);
                client.setTcpNoDelay(true);
                connection.setTcpNoDelay(true);
                Thread.ofVirtual().name("relay").start(() -> relay(client, connection));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException("nothing more is relayed to port " + server, e);
                }
            }
        }
    }

    private void relay(Socket client, Socket connection) {
        try (client;
                connection) {
            var back = Thread.ofVirtual().name("relay").start(() -> pump(connection, client, received));
            pump(client, connection, sent);
            back.join();
        } catch (IOException e) {
            // Nobody is left to be told
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until one side is gone, which the other one is told by the end of what it hears. */
    private static void pump(Socket from, Socket to, LongAdder count) {
        try {
            copy(from, to, count);
            to.shutdownOutput();
        } catch (IOException e) {
            abandon(to);
        }
    }

    private static void copy(Socket from, Socket to, LongAdder count) throws IOException {
        var buffer = new byte[1 << 17];
        var source = from.getInputStream();
        var target = to.getOutputStream();
        for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
            count.add(read);
            target.write(buffer, 0, read);
        }
    }

    private static void abandon(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, too
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
