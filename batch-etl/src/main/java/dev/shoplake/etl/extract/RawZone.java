package dev.shoplake.etl.extract;

import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.Window;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The extracts in the object store: {@code full/<last day + 1>/<table>/*.parquet} and {@code manifest.json} beside them. */
public final class RawZone {
    private final Lake lake;
    private final String root;

    public RawZone(Lake lake, URI root) {
        this.lake = lake;
        // One store, two names: Iceberg says s3, Hadoop s3a
        this.root = root.toString().replaceFirst("^s3:", "s3a:");
    }

    /**
     * Makes the extract of a window known to SQL: {@code source_customers}, {@code source_products}, {@code source_orders},
     * {@code source_order_items} (text), {@code raw_events} and {@code raw_dead_letters} (the stream's tables as of the run's
     * snapshots) and {@code manifest_tables} (table_name, manifest_rows).
     *
     * @throws RunException if the window has no complete extract
     */
    public Manifest openViews(Window window) {
        var manifest = manifest(window);
        for (var table : SourceTable.values()) {
            rows(table, window).createOrReplaceTempView("source_" + table.tableName());
        }
        lake.published(LakeTables.RAW_EVENTS, manifest.eventsSnapshot()).createOrReplaceTempView("raw_events");
        lake.published(LakeTables.RAW_DEAD_LETTERS, manifest.deadLettersSnapshot())
                .createOrReplaceTempView("raw_dead_letters");
        lake.spark()
                .createDataFrame(
                        manifest.tables().stream()
                                .map(table -> RowFactory.create(table.name(), table.rows()))
                                .toList(),
                        new StructType()
                                .add("table_name", DataTypes.StringType)
                                .add("manifest_rows", DataTypes.LongType))
                .createOrReplaceTempView("manifest_tables");
        return manifest;
    }

    Manifest manifest(Window window) {
        try (var file = files().open(manifestPath(window))) {
            var manifest = Manifest.ofJson(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            if (!manifest.window().equals(window)) {
                throw new RunException("the extract in %s is of window %s, not of %s: run extract for this window"
                        .formatted(folder(window), manifest.window(), window));
            }
            return manifest;
        } catch (FileNotFoundException e) {
            throw new RunException(
                    "no complete extract of window %s in %s: run extract first".formatted(window, folder(window)), e);
        } catch (IOException e) {
            throw new RunException("the raw zone %s does not answer: %s".formatted(root, e.getMessage()), e);
        }
    }

    /** Makes an earlier extract of the same folder not count any more; its files go as new ones are written. */
    void open(Window window) {
        try {
            files().delete(manifestPath(window), false);
        } catch (IOException e) {
            throw new RunException("the raw zone %s does not answer: %s".formatted(root, e.getMessage()), e);
        }
    }

    /** Makes an extract count. */
    void close(Window window, Manifest manifest) {
        try (var file = files().create(manifestPath(window), true)) {
            file.write(manifest.toJson().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RunException("the manifest of %s cannot be written: %s".formatted(window, e.getMessage()), e);
        }
    }

    String folder(Window window) {
        return "%s/full/%s".formatted(root, window.to());
    }

    private Dataset<Row> rows(SourceTable table, Window window) {
        var schema = new StructType();
        for (var column : table.columns()) {
            schema = schema.add(column, DataTypes.StringType);
        }
        return lake.spark().read().schema(schema).parquet(folder(window) + "/" + table.tableName());
    }

    private Path manifestPath(Window window) {
        return new Path(folder(window), "manifest.json");
    }

    private FileSystem files() throws IOException {
        return new Path(root).getFileSystem(lake.spark().sessionState().newHadoopConf());
    }
}
