package dev.shoplake.stack.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a JVM has learned of a program, its classes and how they are used, kept for those that start later: an AOT cache of the
 * JDK (JEP 483, 514 and 515). A JVM passes by a cache that does not fit to its class path or flags.
 *
 * @param file where it is kept
 */
record StartCache(Path file) {
    /** A run that ended before it had begun to work notes less: Spark alone is more. */
    private static final long ENOUGH_BYTES = 64L << 20;

    /** Makes the cache of the notes, whole or not at all. */
    private static final String MAKE = "nice -n 19 \"$@\"; mv -f \"$0.unfinished\" \"$0\"; rm -f \"$0.notes\"";

    /**
     * Whether it is there and newer than what it tells of.
     *
     * @param built when the newest part of the program was built
     */
    boolean isFresh(Instant built) throws IOException {
        return Files.exists(file)
                && !Files.getLastModifiedTime(file).toInstant().isBefore(built);
    }

    /** Flags of a JVM that starts by it. */
    List<String> flagsOfUse() {
        return flags("-XX:AOTCache=" + file);
    }

    /** Flags of a JVM that notes what it learns. */
    List<String> flagsOfLearning() {
        return flags("-XX:AOTMode=record", "-XX:AOTConfiguration=" + notes());
    }

    /** Flags of a JVM that runs nothing and makes the cache of the notes. */
    List<String> flagsOfMaking() {
        return flags("-XX:AOTMode=create", "-XX:AOTConfiguration=" + notes(), "-XX:AOTCache=" + file + ".unfinished");
    }

    private static List<String> flags(String... flags) {
        return Stream.concat(Stream.of(flags), Stream.of("-Xlog:aot*=off,cds*=off"))
                .toList();
    }

    /** Whether enough was noted to make it. */
    boolean canBeMade() throws IOException {
        return Files.exists(notes()) && Files.size(notes()) >= ENOUGH_BYTES;
    }

    void discardNotes() throws IOException {
        Files.deleteIfExists(notes());
    }

    /**
     * The command that makes it, in a session of its own and with what others leave of the processor: it takes a minute.
     *
     * @param java the program's command with the flags of making
     */
    List<String> making(List<String> java) {
        return Stream.concat(Stream.of("setsid", "sh", "-c", MAKE, file.toString()), java.stream())
                .toList();
    }

    private Path notes() {
        return file.resolveSibling(file.getFileName() + ".notes");
    }
}
