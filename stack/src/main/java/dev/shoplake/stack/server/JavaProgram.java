package dev.shoplake.stack.server;

import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts Java programs with the JDK that runs this one. */
final class JavaProgram {
    /** Little memory, quick to start. */
    private static final List<String> SMALL =
            List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Djava.net.preferIPv4Stack=true");

    private JavaProgram() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A main class on the class path of this program. */
    static Launch ofOwnClassPath(
            String mainClass, List<String> flags, Map<String, String> environment, Path directory) {
        return ofClassPath(System.getProperty("java.class.path"), mainClass, flags, environment, directory);
    }

    /** A main class. The class path goes by environment: it is too long to look at in a list of processes. */
    static Launch ofClassPath(
            String classPath, String mainClass, List<String> flags, Map<String, String> environment, Path directory) {
        var all = new HashMap<>(environment);
        all.put("CLASSPATH", classPath);
        return new Launch(command(flags, mainClass), all, directory);
    }

    /** An executable jar. */
    static Launch ofJar(Path jar, List<String> flags, Path directory) {
        return new Launch(command(flags, "-jar", jar.toString()), Map.of(), directory);
    }

    private static List<String> command(List<String> flags, String... main) {
        var command = new ArrayList<>(List.of(java()));
        command.addAll(SMALL);
        command.addAll(flags);
        command.addAll(List.of(main));
        return command;
    }
}
