package dev.shoplake.stack.install;

import dev.shoplake.stack.home.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Chromium that draws dashboards: the machine's own, or one that npm fetches by a lock file with hashes. */
public final class Browser {
    private static final List<String> NAMES = List.of("chromium", "google-chrome", "chromium-browser");
    private static final List<String> PACKAGE = List.of("package.json", "package-lock.json", ".npmrc", "unpack.mjs");
    private static final List<String> LAUNCHER = List.of("chromium", "fonts.conf");

    private final Cache cache;
    private final Path sources;
    private final BrowserSettings settings;

    /**
     * The browser of a project.
     *
     * @param root folder of the project, which holds the lock
     */
    public Browser(Cache cache, Path root, BrowserSettings settings) {
        this.cache = cache;
        this.sources = root.resolve("stack/src/main/npm/browser");
        this.settings = settings;
    }

    /**
     * Its program, fetched now if the machine has none.
     *
     * @throws StackException with how to get one if there is none and none can be fetched
     */
    public Path executable() throws IOException, InterruptedException {
        if (!settings.executable().isEmpty()) {
            return chosen();
        }
        for (var name : NAMES) {
            var found = runnable(name);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return fetched().resolve("chromium");
    }

    private Path chosen() throws InterruptedException {
        return runnable(settings.executable())
                .orElseThrow(() -> new StackException(
                        "SHOPLAKE_BROWSER is '%s': expected a Chromium that runs".formatted(settings.executable())));
    }

    /** Some are there and only say how to install the real one, so it is asked for its version. */
    private static Optional<Path> runnable(String name) throws InterruptedException {
        try {
            var answer = Commands.run(
                    List.of("sh", "-c", "command -v -- \"$1\" && \"$1\" --version", "sh", name), Map.of(), line -> {});
            return Optional.of(Path.of(answer.getFirst()).toAbsolutePath());
        } catch (IOException | StackException e) {
            return Optional.empty();
        }
    }

    private Path fetched() throws IOException, InterruptedException {
        var name = "browser-" + Fingerprint.of(Files.readAllBytes(sources.resolve("package-lock.json")));
        return cache.entry(name, "browser", entry -> {
            requireNpm();
            cache.progress().report("browser", "fetches Chromium by npm, as this machine has none: 75 MB");
            var work = Files.createDirectories(entry.resolveSibling("npm"));
            copy(PACKAGE, work);
            npm("--prefix", work.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            var unpacked = Files.createDirectories(entry.resolve("unpacked"));
            Commands.run(
                    List.of("node", work.resolve("unpack.mjs").toString()),
                    Map.of("TMPDIR", unpacked.toString()),
                    line -> {});
            copy(LAUNCHER, entry);
        });
    }

    private void npm(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("npm"));
        command.addAll(List.of(arguments));
        var settings = Map.of(
                "npm_config_cache",
                cache.directory().resolve("npm-cache").toString(),
                "npm_config_update_notifier",
                "false");
        Commands.run(command, settings, line -> {});
    }

    private static void requireNpm() throws InterruptedException {
        try {
            Commands.run(List.of("npm", "--version"), Map.of(), line -> {});
        } catch (IOException | StackException e) {
            throw new StackException(
                    "no Chromium on the PATH, and no npm to fetch one: install either (Debian: apt-get install chromium),"
                            + " or name one by SHOPLAKE_BROWSER",
                    e);
        }
    }

    private void copy(List<String> names, Path folder) throws IOException {
        for (var name : names) {
            Files.copy(sources.resolve(name), folder.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
