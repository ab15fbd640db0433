package dev.shoplake.etl.maintain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.iceberg.util.StructLikeMap;

/**
 * Makes few large files of the many small ones that the consumer leaves, one every few seconds, while it goes on.
 *
 * <p>Each new file gets the number of the newest commit among those of the files it replaces. What is new to the batch is
 * told by this number: rows that no run has read still count as new, and rows that were read do not. Spark's own rewriting
 * takes the table's newest number, by which all rows of a month would count as new whenever an event of today arrives.
 *
 * <p>Rows go from file to file in the order of their arrival, without Spark: a few hundred thousand a second.
 */
final class StreamCompaction {
    /** As Iceberg's own rewriting: fewer files are not worth it. */
    private static final int LEAST_FILES = 5;

    /** As Iceberg's own rewriting: a file of three quarters of the wanted size is large enough. */
    private static final double LARGE_ENOUGH = 0.75;

    private StreamCompaction() {}

    /**
     * Does it.
     *
     * @return data files that were replaced
     */
    static int rewrite(Table table) {
        int replaced = 0;
        for (var files : plan(table)) {
            table.refresh();
            long start = table.currentSnapshot().snapshotId();
            StreamRewrite.replace(table, start, files, merged(table, files));
            replaced += files.size();
        }
        return replaced;
    }

    private static List<List<DataFile>> plan(Table table) {
        long target = PropertyUtil.propertyAsLong(
                table.properties(),
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
        StructLikeMap<List<DataFile>> partitions =
                StructLikeMap.create(table.spec().partitionType());
        try (var tasks = table.newScan().planFiles()) {
            for (var task : tasks) {
                if (isSmall(table, task, target)) {
                    partitions
                            .computeIfAbsent(task.file().partition(), () -> new ArrayList<>())
                            .add(task.file());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("files of %s were not listed".formatted(table.name()), e);
        }
        var plan = new ArrayList<List<DataFile>>();
        for (var files : partitions.values()) {
            if (files.size() >= LEAST_FILES) {
                plan.addAll(bins(files, target));
            }
        }
        return plan;
    }

    private static boolean isSmall(Table table, FileScanTask task, long target) {
        return task.file().specId() == table.spec().specId()
                && task.file().format() == FileFormat.PARQUET
                && task.deletes().isEmpty()
                && task.file().fileSizeInBytes() < target * LARGE_ENOUGH;
    }

    private static List<List<DataFile>> bins(List<DataFile> files, long target) {
        files.sort(Comparator.comparing(DataFile::dataSequenceNumber).thenComparing(DataFile::location));
        var bins = new ArrayList<List<DataFile>>();
        var bin = new ArrayList<DataFile>();
        long bytes = 0;
        for (var file : files) {
            if (!bin.isEmpty() && bytes + file.fileSizeInBytes() > target) {
                bins.add(bin);
                bin = new ArrayList<>();
                bytes = 0;
            }
            bin.add(file);
            bytes += file.fileSizeInBytes();
        }
        bins.add(bin);
        bins.removeIf(one -> one.size() < 2);
        return bins;
    }

    private static DataFile merged(Table table, List<DataFile> files) {
        long rows = files.stream().mapToLong(DataFile::recordCount).sum();
        var merged = StreamRewrite.write(table, files, row -> row);
        if (merged == null || merged.recordCount() != rows) {
            throw new IllegalStateException("%s: %,d rows were read of files that hold %,d"
                    .formatted(table.name(), merged == null ? 0 : merged.recordCount(), rows));
        }
        return merged;
    }
}
