package dev.shoplake.etl.extract;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.shop.ApiSnapshot;
import dev.shoplake.etl.shop.Question;
import dev.shoplake.etl.shop.RowReader;
import dev.shoplake.etl.shop.Shop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The shop's extract API; all that is read is of one snapshot, one page after the other. */
final class ApiSource implements ShopSource {
    /** Of a usual length they make a tenth of what a request may hold. */
    private static final int IDS_A_QUESTION = 5_000;

    private final ApiSnapshot snapshot;
    private final Map<SourceTable, List<SourceColumn>> columns;
    private final List<String> warnings;

    private ApiSource(ApiSnapshot snapshot, Map<SourceTable, List<SourceColumn>> columns, List<String> warnings) {
        this.snapshot = snapshot;
        this.columns = columns;
        this.warnings = List.copyOf(warnings);
    }

    /** Opens a snapshot. */
    static ApiSource open(Shop.Api shop) {
        var snapshot = ApiSnapshot.open(shop);
        try {
            var columns = new EnumMap<SourceTable, List<SourceColumn>>(SourceTable.class);
            var warnings = new ArrayList<String>();
            if (!snapshot.seesAllTransactions()) {
                warnings.add("the extract API does not see all transactions, so an increment may miss changes:"
                        + " see docs/extract-api.md, Guarantees");
            }
            for (var table : SourceTable.values()) {
                var found = new LinkedHashMap<String, SourceColumn>();
                snapshot.columns(table.tableName())
                        .forEach((name, type) -> found.put(name, new SourceColumn(name, type)));
                var arranged = table.arranged(found);
                columns.put(table, arranged.taken());
                warnings.addAll(arranged.warnings(table));
            }
            return new ApiSource(snapshot, columns, warnings);
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    @Override
    public String id() {
        return snapshot.id();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public String position() {
        return snapshot.position();
    }

    @Override
    public Instant moment() {
        return snapshot.moment();
    }

    @Override
    public List<SourceColumn> columns(SourceTable table) {
        return columns.getOrDefault(table, List.of());
    }

    @Override
    public long rows(SourceTable table) {
        return snapshot.rows(table.tableName());
    }

    @Override
    public OptionalLong count(SourceTable table, Selection selection) {
        return selection instanceof Selection.All ? OptionalLong.of(rows(table)) : OptionalLong.empty();
    }

    /** Each page leads to the next one. */
    @Override
    public int shares(SourceTable table, long rows) {
        return 1;
    }

    @Override
    public void read(SourceTable table, Selection selection, Share share, RowConsumer rows) {
        var name = table.tableName();
        switch (selection) {
            case Selection.All all -> {
                long sent = read(table, Question.full(name, Map.of()), rows);
                if (sent != rows(table)) {
                    throw new RunException("the extract API sends %,d rows of %s, the snapshot counted %,d"
                            .formatted(sent, name, rows(table)));
                }
            }
            case Selection.Days(var window) ->
                read(
                        table,
                        Question.full(
                                name,
                                Map.of(
                                        "from",
                                        window.from().toString(),
                                        "to",
                                        window.to().toString())),
                        rows);
            case Selection.Since(var watermark) -> read(table, Question.since(name, watermark), rows);
            case Selection.Ids(var ids) -> {
                for (int from = 0; from < ids.size(); from += IDS_A_QUESTION) {
                    var some = ids.subList(from, Math.min(from + IDS_A_QUESTION, ids.size()));
                    read(table, Question.rows(name, some), rows);
                }
            }
        }
    }

    private long read(SourceTable table, Question question, RowConsumer rows) {
        var names = columns(table).stream().map(SourceColumn::name).toList();
        return ask(question, names, values -> hand(rows, values));
    }

    @Override
    public void ids(SourceTable table, RowConsumer rows) {
        var question = Question.keys(table.tableName());
        switch (table) {
            case CUSTOMERS, PRODUCTS -> ask(question, List.of(table.idColumn()), values -> hand(rows, values));
            case ORDERS -> ask(question, List.of(table.idColumn(), "lines"), values -> hand(rows, values[0]));
            case ORDER_ITEMS -> {
                var orders = new LinesByOrder(rows);
                ask(question, List.of(table.idColumn(), "add_to_cart_order"), orders);
                orders.finish();
            }
        }
    }

    private long ask(Question question, List<String> names, RowReader reader) {
        try {
            return snapshot.read(question, names, reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void hand(RowConsumer rows, @Nullable String... values) throws IOException {
        var row = new SourceRow(values.length);
        var bytes = new ByteArrayOutputStream();
        for (int column = 0; column < values.length; column++) {
            var value = values[column];
            var encoded = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
            row.set(column, bytes.size(), encoded == null ? -1 : encoded.length);
            if (encoded != null) {
                bytes.writeBytes(encoded);
            }
        }
        row.begin(bytes.toByteArray());
        rows.accept(row);
    }

    /** Counts the lines of each order: keys come in their order, so those of an order stand together. */
    private static final class LinesByOrder implements RowReader {
        private final RowConsumer rows;
        private @Nullable String order;
        private long lines;

        LinesByOrder(RowConsumer rows) {
            this.rows = rows;
        }

        @Override
        public void read(@Nullable String[] key) throws IOException {
            if (!Objects.equals(order, key[0])) {
                finish();
                order = key[0];
                lines = 0;
            }
            lines++;
        }

        void finish() {
            if (order != null) {
                try {
                    hand(rows, order, Long.toString(lines));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    @Override
    public void close() {
        snapshot.close();
    }
}
