package dev.shoplake.etl.extract;

import dev.shoplake.etl.pseudonym.ErasedPersons;
import dev.shoplake.etl.shop.Shop;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The shop as of one moment, which stays the same from opening to closing. Its methods may be called side by side. Whatever
 * keeps the source from answering is a {@link dev.shoplake.etl.run.RunException}.
 */
public interface ShopSource extends AutoCloseable {
    /** Opens a snapshot. */
    static ShopSource open(Shop shop) {
        return switch (shop) {
            case Shop.Database database -> PostgresSource.open(database.settings());
            case Shop.Api api -> ApiSource.open(api);
        };
    }

    /** Opens a snapshot in which persons who were erased have their pseudonyms. */
    static ShopSource open(Shop shop, ErasedPersons erased) {
        var source = open(shop);
        return erased.isEmpty() ? source : new ErasedSource(source, erased);
    }

    /** The source's own name of the moment. */
    String id();

    /** What an operator should know about this source; as a rule nothing. */
    default List<String> warnings() {
        return List.of();
    }

    /** Where the moment lies in the source's log of changes; empty if it keeps none. */
    String position();

    /** Every change with an earlier {@code updated_at} is seen. */
    Instant moment();

    /**
     * Columns of a table: those of {@link SourceTable#columns()} in their order, then the further ones.
     *
     * @throws dev.shoplake.etl.run.RunException naming table and column if one of the former is not there
     */
    List<SourceColumn> columns(SourceTable table);

    /** How many rows a table has in all. */
    long rows(SourceTable table);

    /** Counts rows without reading them; empty if the source can tell only by sending them, and counts what it sends. */
    OptionalLong count(SourceTable table, Selection selection);

    /** How many shares of so many rows may be read side by side to good effect; 1 if the source cannot share out. */
    int shares(SourceTable table, long rows);

    /**
     * Reads rows in no order, the values as {@link #columns} has them.
     *
     * @param share of the selection; a selection by ids is read whole
     */
    void read(SourceTable table, Selection selection, Share share, RowConsumer rows);

    /**
     * Reads all ids of a table: rows of the id alone; of lines, rows of an order's id and its number of lines.
     */
    void ids(SourceTable table, RowConsumer rows);

    /** What a person is called in the rows and ids of this source: the id, or the pseudonym of somebody who was erased. */
    default String nameOf(String id) {
        return id;
    }

    /** What the source counts itself, of all its months and in no order; null if it cannot. */
    default @Nullable List<SourceMonth> months() {
        return null;
    }

    @Override
    void close();
}
