package dev.shoplake.contracts.lake;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a commit of the stream leaves in the summary of its snapshot. The consumer goes on from the newest snapshot that has
 * it, looking back through the ancestors, so whoever expires snapshots of the stream's tables keeps that one and all newer.
 */
public final class StreamCommit {
    /** On {@code raw.events}: identifier of the commit. */
    public static final String COMMIT = "shoplake.commit";

    /** On {@code raw.events}: JSON array of {@code {"topic","topic_id","partition","offset"}}, next offsets to read. */
    public static final String OFFSETS = "shoplake.offsets";

    /**
     * On {@code raw.events}: JSON object topic → {@code {"received","accepted","duplicates","rejected"}}, cumulative.
     */
    public static final String COUNTS = "shoplake.counts";

    /** On {@code raw.events}: JSON array of the dead-letter files that belong to the commit. */
    public static final String LETTER_FILES = "shoplake.dead-letter-files";

    /** On {@code raw.dead_letters}: JSON array of the paths that the snapshot appended. */
    public static final String FILES = "shoplake.files";

    private static final String PREFIX = "shoplake.";

    private StreamCommit() {}

    /** Whether a snapshot's summary tells how far the stream has come. */
    public static boolean isIn(Map<String, String> summary) {
        return summary.containsKey(COMMIT) || summary.containsKey(FILES);
    }

    /** The part of a snapshot's summary that is the stream's. */
    public static Map<String, String> of(Map<String, String> summary) {
        var keys = new TreeMap<>(summary);
        keys.keySet().removeIf(key -> !key.startsWith(PREFIX));
        return keys;
    }
}
