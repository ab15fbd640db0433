package dev.shoplake.stack.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shoplake.stack.home.Progress;
import dev.shoplake.stack.home.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Python environments made from lock files, each under the hash of its lock: a changed lock makes a new environment. uv
 * makes them; uv itself comes by pip from a lock of its own.
 */
public final class PythonEnvironments {
    private final Cache cache;
    private final Path locks;

    /**
     * Environments of a project.
     *
     * @param root folder of the project, which holds the locks
     */
    public PythonEnvironments(Cache cache, Path root) {
        this.cache = cache;
        this.locks = root.resolve("stack/src/main/python");
    }

    /**
     * The folder of an environment, made now if it is not there.
     *
     * @param name of a folder of locks, such as {@code mlflow}
     * @return the folder; its interpreter is {@code bin/python}
     * @throws StackException if there is no lock of that name
     */
    public Path environment(String name) throws IOException, InterruptedException {
        var python = Python.require();
        var requirements = locks.resolve(name).resolve("server.lock");
        if (!Files.exists(requirements)) {
            throw new StackException("there is no Python environment '%s': no file %s".formatted(name, requirements));
        }
        return cache.entry(keyed(name, python, requirements), name, folder -> {
            var uv = uv(name, python);
            var settings =
                    Map.of("UV_CACHE_DIR", cache.directory().resolve("uv-cache").toString(), "UV_NO_PROGRESS", "1");
            var report = reportTo(cache.progress(), name);
            Commands.run(
                    List.of(
                            uv.toString(),
                            "venv",
                            "--relocatable",
                            "--python",
                            python.executable().toString(),
                            folder.toString()),
                    settings,
                    line -> {});
            Commands.run(
                    List.of(
                            uv.toString(),
                            "pip",
                            "sync",
                            "--python",
                            folder.resolve("bin/python").toString(),
                            "--require-hashes",
                            "--compile-bytecode",
                            requirements.toString()),
                    settings,
                    report);
        });
    }

    private Path uv(String subject, Python python) throws IOException, InterruptedException {
        var requirements = locks.resolve("installer.lock");
        var folder = cache.entry(keyed("uv", python, requirements), subject, environment -> {
            cache.progress().report(subject, "fetches uv, which makes Python environments");
            Commands.run(
                    List.of(python.executable().toString(), "-m", "venv", environment.toString()),
                    Map.of(),
                    line -> {});
            Commands.run(
                    List.of(
                            environment.resolve("bin/python").toString(),
                            "-m",
                            "pip",
                            "install",
                            "--quiet",
                            "--disable-pip-version-check",
                            "--no-deps",
                            "--require-hashes",
                            "-r",
                            requirements.toString()),
                    Map.of(),
                    line -> {});
        });
        return folder.resolve("bin/uv");
    }

    /** uv says what it does in a few lines such as "Prepared 71 packages in 4s", between a line a package. */
    private static Consumer<String> reportTo(Progress progress, String subject) {
        progress.report(subject, "fetches and installs Python packages");
        return line -> {
            if (line.matches("(Resolved|Downloading|Prepared|Installed|Bytecode compiled) .*")) {
                progress.report(subject, line);
            }
        };
    }

    private static String keyed(String name, Python python, Path requirements) throws IOException {
        var interpreter = python.executable() + " " + python.version();
        return "%s-%s".formatted(name, Fingerprint.of(Files.readAllBytes(requirements), interpreter.getBytes(UTF_8)));
    }
}
