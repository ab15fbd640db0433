package dev.shoplake.etl.maintain;

import java.util.LongSummaryStatistics;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.RewriteJobOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.actions.BinPackRewriteFilePlanner;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes few large files of many small ones, rows and table of contents alike. */
final class Compaction {
    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

    /** As many files as Iceberg's own rewriting of rows asks for, and twice, as a table of contents is small anyway. */
    private static final int MANY_MANIFESTS = 10;

    private final SparkSession spark;

    Compaction(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * Rewrites small data files, five or more of a partition, in the table's own sort order if it has one; and every data
     * file of which rows are deleted, so that no delete file is left to be read.
     *
     * @return data files that were replaced
     */
    int rewriteData(Table table) {
        var current = table.currentSnapshot();
        if (current == null) {
            return 0;
        }
        var action = SparkActions.get(spark)
                .rewriteDataFiles(table)
                .option(RewriteDataFiles.REWRITE_JOB_ORDER, RewriteJobOrder.FILES_DESC.orderName());
        if (hasDeletes(table)) {
            action.option(BinPackRewriteFilePlanner.DELETE_FILE_THRESHOLD, "1")
                    .option(RewriteDataFiles.REMOVE_DANGLING_DELETES, "true");
        }
        return (table.sortOrder().isSorted() ? action.sort() : action.binPack())
                .execute()
                .rewrittenDataFilesCount();
    }

    static boolean hasDeletes(Table table) {
        var current = table.currentSnapshot();
        return current != null
                && !current.summary().getOrDefault("total-delete-files", "0").equals("0");
    }

    /**
     * Rewrites the manifests when there are many and they are small.
     *
     * @return manifests that were replaced; 0 as well if another writer has replaced one of them meanwhile
     */
    int rewriteManifests(Table table) {
        var current = table.currentSnapshot();
        if (current == null) {
            return 0;
        }
        long target = PropertyUtil.propertyAsLong(
                table.properties(),
                TableProperties.MANIFEST_TARGET_SIZE_BYTES,
                TableProperties.MANIFEST_TARGET_SIZE_BYTES_DEFAULT);
        LongSummaryStatistics sizes = current.dataManifests(table.io()).stream()
                .mapToLong(ManifestFile::length)
                .summaryStatistics();
        if (sizes.getCount() < MANY_MANIFESTS || sizes.getAverage() > target / 2.0) {
            return 0;
        }
        try {
            int replaced = 0;
            for (var ignored :
                    SparkActions.get(spark).rewriteManifests(table).execute().rewrittenManifests()) {
                replaced++;
            }
            return replaced;
        } catch (ValidationException | CommitFailedException e) {
            LOG.info("{}: another writer was faster, its manifests are rewritten the next time", table.name(), e);
            return 0;
        }
    }
}
