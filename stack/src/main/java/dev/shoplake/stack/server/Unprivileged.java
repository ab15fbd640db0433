package dev.shoplake.stack.server;

import java.util.List;

/** PostgreSQL refuses to run as root: a user namespace makes root nobody, without changing who owns the files. */
final class Unprivileged {
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    private Unprivileged() {}

    /** What to put before a command: nothing for an ordinary user. */
    static List<String> prefix() {
        return "root".equals(System.getProperty("user.name")) ? NAMESPACE : List.of();
    }
}
