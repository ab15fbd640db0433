package dev.shoplake.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The checkout that the tests run in. */
final class Repository {
    /** Modules with code of ours, in dependency order. */
    static final List<String> MODULES = List.of(
            "contracts",
            "runtime",
            "stack",
            "producers",
            "consumer",
            "batch-etl",
            "training",
            "recommender",
            "dremio",
            "report");

    private Repository() {}

    static Path root() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("shoplake")) && Files.exists(folder.resolve("contracts"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "not inside a checkout of Shoplake: " + Path.of("").toAbsolutePath());
    }

    static Path classes(String module) {
        return root().resolve(module).resolve("target/classes");
    }

    static Path testClasses(String module) {
        return root().resolve(module).resolve("target/test-classes");
    }

    /** Java sources of a module's main tree. */
    static List<Path> sources(String module) {
        var folder = root().resolve(module).resolve("src/main/java");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
