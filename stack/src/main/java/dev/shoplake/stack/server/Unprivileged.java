package dev.shoplake.stack.server;

import dev.shoplake.stack.home.StackException;
import dev.shoplake.stack.install.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL refuses to run as root; these are ways for root to run it all the same. */
public final class Unprivileged {
    /** In a user namespace root is nobody, and still owns root's files. */
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    /** Where those are forbidden, as in many containers: nobody, but not stopped by folders that only root may enter. */
    private static final List<String> NOBODY = List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override");

    private static final int NOBODY_ID = 65_534;

    private Unprivileged() {}

    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /**
     * What to put before a command: nothing for an ordinary user.
     *
     * @throws StackException if root cannot become anybody else here
     */
    public static List<String> prefix() throws IOException, InterruptedException {
        if (!isRoot()) {
            return List.of();
        }
        for (var prefix : List.of(NAMESPACE, NOBODY)) {
            if (works(prefix)) {
                return prefix;
            }
        }
        throw new StackException("PostgreSQL does not run as root, and neither unshare nor setpriv is allowed here:"
                + " run ./shoplake as another user");
    }

    /** Gives a new folder to the user whom the prefix runs commands as. */
    static void give(Path folder, List<String> prefix) throws IOException {
        if (prefix.equals(NOBODY)) {
            Files.setAttribute(folder, "unix:uid", NOBODY_ID);
        }
    }

    private static boolean works(List<String> prefix) throws IOException, InterruptedException {
        try {
            var command = new ArrayList<>(prefix);
            command.add("true");
            Commands.run(command, Map.of(), line -> {});
            return true;
        } catch (StackException e) {
            return false;
        }
    }
}
