package dev.shoplake.etl.lake;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.nessie.NessieCatalog;

/** Tables by Iceberg alone, without Spark: on main, and on other branches and tags of the catalog. */
public final class CatalogTables implements AutoCloseable {
    private final NessieCatalog main;
    private final List<NessieCatalog> others;

    private CatalogTables(NessieCatalog main, List<NessieCatalog> others) {
        this.main = main;
        this.others = others;
    }

    /**
     * Connects.
     *
     * @param otherReferences names of branches and tags beside main
     * @throws RunException if the catalog does not answer
     */
    public static CatalogTables open(LakeSettings settings, List<String> otherReferences) {
        return new CatalogTables(
                catalog(settings, "main"),
                otherReferences.stream().map(name -> catalog(settings, name)).toList());
    }

    private static NessieCatalog catalog(LakeSettings settings, String reference) {
        var catalog = new NessieCatalog();
        try {
            catalog.initialize("lake", settings.catalogProperties(reference, Map.of()));
            return catalog;
        } catch (RuntimeException e) {
            throw new RunException(
                    "the catalog %s does not answer: %s".formatted(settings.catalogUri(), e.getMessage()), e);
        }
    }

    public boolean exists(LakeTable table) {
        return main.tableExists(identifier(table));
    }

    /**
     * As readers of main see it now.
     *
     * @throws org.apache.iceberg.exceptions.NoSuchTableException if it is not there
     */
    public Table onMain(LakeTable table) {
        return main.loadTable(identifier(table));
    }

    /** As each of the other branches and tags sees it that has it. */
    public List<Table> elsewhere(LakeTable table) {
        return others.stream()
                .filter(catalog -> catalog.tableExists(identifier(table)))
                .map(catalog -> catalog.loadTable(identifier(table)))
                .toList();
    }

    private static TableIdentifier identifier(LakeTable table) {
        return TableIdentifier.of(table.namespace(), table.name());
    }

    @Override
    public void close() {
        Stream.concat(Stream.of(main), others.stream()).forEach(catalog -> {
            try {
                catalog.close();
            } catch (IOException e) {
                throw new RunException("the catalog does not close: " + e.getMessage(), e);
            }
        });
    }
}
