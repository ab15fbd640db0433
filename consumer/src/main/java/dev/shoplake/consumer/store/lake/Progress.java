package dev.shoplake.consumer.store.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.consumer.read.SourcePartition;
import dev.shoplake.contracts.lake.StreamCommit;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;

/**
 * How far the stream has come, as told by the newest snapshot of {@code raw.events} that has the keys of {@link StreamCommit}. Snapshots of
 * other writers, such as compaction, do not have them and are passed over.
 *
 * @param commit identifies the commit that wrote this; empty before the first
 * @param offsets next offset to read of each partition
 * @param counts by topic, since the table was made
 * @param letterFiles dead letters of that commit: part of it, and therefore to be appended to {@code raw.dead_letters} by
 *     whoever comes next if the writer died in between
 */
public record Progress(
        String commit, Map<SourcePartition, Long> offsets, Map<String, Counts> counts, List<LetterFile> letterFiles) {
    static final Progress NONE = new Progress("", Map.of(), Map.of(), List.of());

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    public Progress {
        offsets = Map.copyOf(offsets);
        counts = Map.copyOf(counts);
        letterFiles = List.copyOf(letterFiles);
    }

    /**
     * The progress that a table's history tells, newest first.
     *
     * @throws LostProgressException if the history is cut off before a snapshot tells it
     */
    public static Progress of(Iterable<Snapshot> history) {
        Snapshot oldest = null;
        for (var snapshot : history) {
            if (snapshot.summary().containsKey(StreamCommit.COMMIT)) {
                return ofSummary(snapshot.summary());
            }
            oldest = snapshot;
        }
        if (oldest != null && oldest.parentId() != null) {
            throw new LostProgressException(oldest.snapshotId());
        }
        return NONE;
    }

    /** The progress after one more commit. */
    Progress advanced(
            String nextCommit,
            Map<SourcePartition, Long> nextOffsets,
            Map<String, Counts> more,
            List<LetterFile> nextLetterFiles) {
        var allOffsets = new LinkedHashMap<>(offsets);
        allOffsets.putAll(nextOffsets);
        var allCounts = new LinkedHashMap<>(counts);
        more.forEach((topic, count) -> allCounts.merge(topic, count, Counts::plus));
        return new Progress(nextCommit, allOffsets, allCounts, nextLetterFiles);
    }

    /** What goes into the snapshot's summary. */
    Map<String, String> toSummary() {
        var offsetArray = MAPPER.createArrayNode();
        offsets.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparing(SourcePartition::toString)))
                .forEach(entry -> offsetArray
                        .addObject()
                        .put("topic", entry.getKey().topic())
                        .put("topic_id", entry.getKey().topicId())
                        .put("partition", entry.getKey().partition())
                        .put("offset", entry.getValue()));
        var countObject = MAPPER.createObjectNode();
        new TreeMap<>(counts)
                .forEach((topic, count) -> countObject
                        .putObject(topic)
                        .put("received", count.received())
                        .put("accepted", count.accepted())
                        .put("duplicates", count.duplicates())
                        .put("rejected", count.rejected()));
        var fileArray = MAPPER.createArrayNode();
        letterFiles.forEach(file -> fileArray
                .addObject()
                .put("path", file.path())
                .put("bytes", file.bytes())
                .put("rows", file.rows())
                .put("partition", file.partition()));
        return Map.of(
                StreamCommit.COMMIT, commit,
                StreamCommit.OFFSETS, offsetArray.toString(),
                StreamCommit.COUNTS, countObject.toString(),
                StreamCommit.LETTER_FILES, fileArray.toString());
    }

    static Progress ofSummary(Map<String, String> summary) {
        var offsets = new LinkedHashMap<SourcePartition, Long>();
        for (var entry : json(summary, StreamCommit.OFFSETS)) {
            var source = new SourcePartition(
                    entry.required("topic").asText(),
                    entry.required("topic_id").asText(),
                    entry.required("partition").asInt());
            offsets.put(source, entry.required("offset").asLong());
        }
        var counts = new LinkedHashMap<String, Counts>();
        json(summary, StreamCommit.COUNTS)
                .properties()
                .forEach(entry -> counts.put(
                        entry.getKey(),
                        new Counts(
                                entry.getValue().required("accepted").asLong(),
                                entry.getValue().required("duplicates").asLong(),
                                entry.getValue().required("rejected").asLong())));
        var files = new ArrayList<LetterFile>();
        for (var entry : json(summary, StreamCommit.LETTER_FILES)) {
            files.add(new LetterFile(
                    entry.required("path").asText(),
                    entry.required("bytes").asLong(),
                    entry.required("rows").asLong(),
                    entry.required("partition").asInt()));
        }
        return new Progress(summary.getOrDefault(StreamCommit.COMMIT, ""), offsets, counts, files);
    }

    private static JsonNode json(Map<String, String> summary, String key) {
        var text = summary.get(key);
        if (text == null) {
            throw new IllegalStateException("snapshot summary has %s but not %s".formatted(StreamCommit.COMMIT, key));
        }
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("summary key %s is not JSON: %s".formatted(key, text), e);
        }
    }
}
