package dev.shoplake.etl.extract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The files of one table in an extract, {@code <run>-001.parquet} and on. Several writers may add files side by side; a table
 * without rows has none.
 */
final class TableFiles {
    /** More make the next file. */
    static final long ROWS_A_FILE = 1_000_000;

    private final RawFiles files;
    private final String prefix;
    private final List<String> columns;
    private final int timeColumn;
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Manifest.File> finished = new ArrayList<>();

    /**
     * @param prefix path of the files, but for their numbers
     */
    TableFiles(RawFiles files, String prefix, List<String> columns) {
        this.files = files;
        this.prefix = prefix;
        this.columns = columns;
        this.timeColumn = columns.indexOf("updated_at");
    }

    /** What hands rows to a writer. */
    @FunctionalInterface
    interface Reading {
        void read(RowConsumer rows);
    }

    /** Writes everything that a reading gives. */
    void write(Reading reading) {
        try (var writer = new Writer()) {
            reading.read(writer);
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized List<Manifest.File> finished() {
        return finished.stream()
                .sorted(Comparator.comparing(Manifest.File::path))
                .toList();
    }

    long rows() {
        return finished().stream().mapToLong(Manifest.File::rows).sum();
    }

    private synchronized void add(Manifest.File file) {
        finished.add(file);
    }

    /** One writer's files, one after the other. */
    private final class Writer implements RowConsumer, AutoCloseable {
        private @Nullable TextFile file;

        @Override
        public void accept(SourceRow row) throws IOException {
            if (file != null && file.rows() >= ROWS_A_FILE) {
                finish();
            }
            if (file == null) {
                file = new TextFile(
                        files, "%s-%03d.parquet".formatted(prefix, numbers.incrementAndGet()), columns, timeColumn);
            }
            file.write(row);
        }

        void finish() throws IOException {
            if (file != null) {
                var ended = file;
                file = null;
                add(ended.finish());
            }
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }
}
