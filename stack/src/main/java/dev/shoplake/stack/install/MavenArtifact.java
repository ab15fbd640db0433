package dev.shoplake.stack.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shoplake.stack.home.Progress;
import dev.shoplake.stack.home.StackException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Fetches a server's archive as the build fetches libraries: by Maven, with its settings, mirrors and checksums. */
public final class MavenArtifact {
    /** Such as {@code Progress (1): 12/194 MB}, or with a name before the numbers. */
    private static final Pattern DOWNLOADED =
            Pattern.compile("Progress \\(\\d+\\): .*?([0-9.]+)(?: [kM]?B)?/([0-9.]+ [kMG]?B)");

    private static final long REPORT_NANOS = 3_000_000_000L;
    private static final int KEPT_LINES = 15;

    private final Path root;
    private final Progress progress;

    /**
     * Fetches on behalf of a project.
     *
     * @param root folder of the {@code pom.xml} that pins the version of the plug-in
     */
    public MavenArtifact(Path root, Progress progress) {
        this.root = root;
        this.progress = progress;
    }

    /**
     * Copies an artifact into a folder.
     *
     * @param coordinates {@code group:artifact:version:type[:classifier]}
     * @return the file
     */
    public Path fetch(String subject, String coordinates, Path folder) throws IOException, InterruptedException {
        var parts = coordinates.split(":", -1);
        progress.report(subject, "fetches %s %s".formatted(parts[1], parts[2]));
        var builder = new ProcessBuilder(List.of(
                        "mvn",
                        "-N",
                        "dependency:copy",
                        "-Dartifact=" + coordinates,
                        "-Dmdep.overWriteReleases=true",
                        "-DoutputDirectory=" + folder))
                .directory(root.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var maven = builder.start();
        var last = follow(maven.inputReader(UTF_8), subject);
        if (maven.waitFor() != 0) {
            throw new StackException("cannot fetch %s by mvn:\n%s".formatted(coordinates, String.join("\n", last)));
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(parts[1]))
                    .findFirst()
                    .orElseThrow(() -> new StackException("mvn left no %s in %s".formatted(parts[1], folder)));
        }
    }

    /** Reports the size downloaded now and then; returns the last lines. Maven ends a progress line by return. */
    private Deque<String> follow(Reader output, String subject) throws IOException {
        var last = new ArrayDeque<String>();
        var line = new StringBuilder();
        long reported = System.nanoTime();
        for (int character = output.read(); character >= 0; character = output.read()) {
            if (character != '\n' && character != '\r') {
                line.append((char) character);
                continue;
            }
            var download = DOWNLOADED.matcher(line);
            if (download.find()) {
                if (System.nanoTime() - reported > REPORT_NANOS) {
                    reported = System.nanoTime();
                    progress.report(subject, "fetched %s of %s".formatted(download.group(1), download.group(2)));
                }
            } else if (!line.isEmpty()) {
                last.add(line.toString());
                if (last.size() > KEPT_LINES) {
                    last.remove();
                }
            }
            line.setLength(0);
        }
        return last;
    }
}
