package dev.shoplake.etl.extract;

import dev.shoplake.etl.pseudonym.ErasedPersons;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A shop that still has persons whom the lake has erased: they come by their pseudonyms, in rows and in lists of ids alike, so
 * that nothing behind this sees them come back, nor go.
 */
final class ErasedSource implements ShopSource {
    private final ShopSource shop;
    private final ErasedPersons erased;

    /** Pseudonym → id of those who were met, to ask the shop for their rows. */
    private final Map<String, String> met = new ConcurrentHashMap<>();

    ErasedSource(ShopSource shop, ErasedPersons erased) {
        this.shop = shop;
        this.erased = erased;
    }

    @Override
    public void read(SourceTable table, Selection selection, Share share, RowConsumer rows) {
        var names = columns(table).stream().map(SourceColumn::name).toList();
        var mapping = ErasedRows.of(table, names, this::nameOf);
        shop.read(
                table, asked(table, selection), share, mapping == null ? rows : row -> rows.accept(mapping.apply(row)));
    }

    @Override
    public void ids(SourceTable table, RowConsumer rows) {
        var mapping = ErasedRows.ofIds(0, 1, this::nameOf);
        shop.ids(table, table == SourceTable.CUSTOMERS ? row -> rows.accept(mapping.apply(row)) : rows);
    }

    @Override
    public String nameOf(String id) {
        var name = erased.nameOf(id);
        if (!name.equals(id)) {
            met.put(name, id);
        }
        return name;
    }

    private Selection asked(SourceTable table, Selection selection) {
        return table == SourceTable.CUSTOMERS && selection instanceof Selection.Ids(var ids)
                ? new Selection.Ids(
                        ids.stream().map(id -> met.getOrDefault(id, id)).toList())
                : selection;
    }

    @Override
    public OptionalLong count(SourceTable table, Selection selection) {
        return shop.count(table, asked(table, selection));
    }

    @Override
    public String id() {
        return shop.id();
    }

    @Override
    public List<String> warnings() {
        return shop.warnings();
    }

    @Override
    public String position() {
        return shop.position();
    }

    @Override
    public Instant moment() {
        return shop.moment();
    }

    @Override
    public List<SourceColumn> columns(SourceTable table) {
        return shop.columns(table);
    }

    @Override
    public long rows(SourceTable table) {
        return shop.rows(table);
    }

    @Override
    public int shares(SourceTable table, long rows) {
        return shop.shares(table, rows);
    }

    @Override
    public @Nullable List<SourceMonth> months() {
        return shop.months();
    }

    @Override
    public void close() {
        shop.close();
    }
}
