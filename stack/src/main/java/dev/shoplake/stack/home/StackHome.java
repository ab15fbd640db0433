package dev.shoplake.stack.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder of one stack: everything that its servers write.
 *
 * @param directory absolute
 */
public record StackHome(Path directory) {
    public StackHome {
        directory = directory.toAbsolutePath().normalize();
    }

    /** Ports and passwords. */
    public Path properties() {
        return directory.resolve("stack.properties");
    }

    /** Settings of the servers that {@code up} has started, for those who use them. */
    public Path environment() {
        return directory.resolve("environment.properties");
    }

    public Path lock() {
        return directory.resolve("stack.lock");
    }

    public Path data(String server) {
        return directory.resolve("data").resolve(server);
    }

    /** Configuration files that are written anew at every start. */
    public Path configuration(String server) {
        return directory.resolve("etc").resolve(server);
    }

    public Path log(String server) {
        return directory.resolve("logs").resolve(server + ".log");
    }

    /** Identity of the running process. */
    public Path identity(String server) {
        return directory.resolve("run").resolve(server);
    }

    /** Makes the folders, readable by their owner alone. */
    public void create() throws IOException {
        for (var folder : new String[] {"data", "etc", "logs", "run"}) {
            Files.createDirectories(directory.resolve(folder));
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
}
