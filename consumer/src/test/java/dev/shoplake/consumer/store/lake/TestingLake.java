package dev.shoplake.consumer.store.lake;

import dev.shoplake.runtime.settings.LakeSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.util.SnapshotUtil;

/** Another client of the lake, which reads what the consumer has written. */
public final class TestingLake implements AutoCloseable {
    private final RawTables tables;

    private TestingLake(RawTables tables) {
        this.tables = tables;
    }

    public static TestingLake open(Map<String, String> environment) {
        return new TestingLake(RawTables.open(settings(environment)));
    }

    static LakeSettings settings(Map<String, String> environment) {
        return LakeSettings.read(SettingsReader.of(environment));
    }

    public Table events() {
        return tables.events();
    }

    public Table deadLetters() {
        return tables.deadLetters();
    }

    public List<Record> eventsOf(String topic) {
        return rows(tables.events(), topic);
    }

    public List<Record> deadLettersOf(String topic) {
        return rows(tables.deadLetters(), topic);
    }

    public Progress progress() {
        return Progress.of(SnapshotUtil.currentAncestors(tables.events()));
    }

    static List<Record> rows(Table table, String topic) {
        try (var rows = IcebergGenerics.read(table)
                .where(Expressions.equal("source_topic", topic))
                .build()) {
            var read = new ArrayList<Record>();
            rows.forEach(read::add);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        tables.close();
    }
}
