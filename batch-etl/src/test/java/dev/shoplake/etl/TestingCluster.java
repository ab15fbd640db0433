package dev.shoplake.etl;

import dev.shoplake.stack.LocalStack;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.process.BackgroundProcess;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A Spark cluster on loopback: a master and one worker, Spark's own programs on the class path of the tests. They stand among
 * the servers of the stack that the tests share, and end with it at the latest.
 */
final class TestingCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StackHome home;
    private final int port;

    private TestingCluster(StackHome home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Starts the cluster; the worker comes to it by itself. */
    static TestingCluster start() throws IOException {
        var home = new StackHome(LocalStack.shared("postgres", "s3", "nessie").home());
        var cluster = new TestingCluster(home, freePort());
        // What a worker takes for an installed Spark, in which it looks for libraries
        Files.createDirectories(cluster.data().resolve("jars"));
        var master = cluster.launch(
                "master.Master", "--host", "127.0.0.1", "--port", Integer.toString(cluster.port), "--webui-port", "0");
        var process = cluster.start("spark-master", master);
        cluster.awaitMaster(process);
        cluster.start(
                "spark-worker",
                cluster.launch(
                        "worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--webui-port",
                        "0",
                        "--cores",
                        "2",
                        "--memory",
                        "1g",
                        "--work-dir",
                        cluster.work().toString(),
                        cluster.address()));
        return cluster;
    }

    /** The cluster as {@code SHOPLAKE_SPARK_MASTER} names it. */
    String address() {
        return "spark://127.0.0.1:" + port;
    }

    /** How many processes it has computed in so far. */
    long executors() throws IOException {
        try (var logs = Files.walk(work())) {
            return logs.filter(file -> file.endsWith("stderr")).count();
        }
    }

    private Path data() {
        return home.data("spark");
    }

    private Path work() {
        return data().resolve("work");
    }

    private Launch launch(String node, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("..", "stack", "spark.flags").toAbsolutePath().normalize(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dspark.master.rest.enabled=false",
                "org.apache.spark.deploy." + node));
        command.addAll(List.of(arguments));
        var environment = Map.of(
                "CLASSPATH",
                System.getProperty("java.class.path"),
                "SPARK_HOME",
                data().toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_LOCAL_IP",
                "127.0.0.1");
        return new Launch(command, environment, data());
    }

    private BackgroundProcess start(String name, Launch launch) throws IOException {
        return BackgroundProcess.start(home.identity(name), home.log(name), launch);
    }

    private void awaitMaster(BackgroundProcess master) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return;
            } catch (IOException e) {
                if (!master.isAlive() || System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(Files.readString(home.log("spark-master")), e);
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (var name : List.of("spark-worker", "spark-master")) {
            BackgroundProcess.read(home.identity(name)).ifPresent(process -> process.stop(PATIENCE));
        }
    }
}
