package dev.shoplake.etl.lake;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.nessie.NessieCatalog;

/** Tables by Iceberg alone, without Spark: on main, and on other branches and tags of the catalog. For one thread. */
public final class CatalogTables implements AutoCloseable {
    private static final String MAIN = "main";

    private final LakeSettings settings;
    private final List<String> others;
    private final Map<String, NessieCatalog> catalogs = new HashMap<>();

    /** A table as a branch or tag sees it. */
    public record Elsewhere(CatalogReference reference, Table table) {}

    private CatalogTables(LakeSettings settings, List<String> others) {
        this.settings = settings;
        this.others = List.copyOf(others);
    }

    /**
     * Connects.
     *
     * @param otherReferences names of branches and tags beside main that {@link #elsewhere(LakeTable)} looks at
     * @throws RunException if the catalog does not answer
     */
    public static CatalogTables open(LakeSettings settings, List<String> otherReferences) {
        var tables = new CatalogTables(settings, otherReferences);
        tables.catalog(MAIN);
        return tables;
    }

    private NessieCatalog catalog(String reference) {
        return catalogs.computeIfAbsent(reference, name -> {
            var catalog = new NessieCatalog();
            try {
                catalog.initialize("lake", settings.catalogProperties(name, Map.of()));
                return catalog;
            } catch (RuntimeException e) {
                throw new RunException(
                        "the catalog %s does not answer: %s".formatted(settings.catalogUri(), e.getMessage()), e);
            }
        });
    }

    public boolean exists(LakeTable table) {
        return catalog(MAIN).tableExists(identifier(table));
    }

    /**
     * As readers of main see it now.
     *
     * @throws NoSuchTableException if it is not there
     */
    public Table onMain(LakeTable table) {
        return catalog(MAIN).loadTable(identifier(table));
    }

    /** As each of the other branches and tags sees it that has it. */
    public List<Table> elsewhere(LakeTable table) {
        return others.stream()
                .map(this::catalog)
                .filter(catalog -> catalog.tableExists(identifier(table)))
                .map(catalog -> catalog.loadTable(identifier(table)))
                .toList();
    }

    /**
     * As each of the references sees it that has it.
     *
     * @throws RunException if one of them cannot be read, naming it
     */
    public List<Elsewhere> elsewhere(LakeTable table, List<CatalogReference> references) {
        var seen = new ArrayList<Elsewhere>();
        for (var reference : references) {
            try {
                seen.add(new Elsewhere(reference, catalog(reference.name()).loadTable(identifier(table))));
            } catch (NoSuchTableException e) {
                // Made before the table was
            } catch (RuntimeException e) {
                throw new RunException(
                        "%s cannot be read at %s of the catalog, so nothing of it is deleted: %s. Mend or drop that %s."
                                .formatted(
                                        table.identifier(),
                                        reference,
                                        e.getMessage(),
                                        reference.isTag() ? "tag" : "branch"),
                        e);
            }
        }
        return seen;
    }

    private static TableIdentifier identifier(LakeTable table) {
        return TableIdentifier.of(table.namespace(), table.name());
    }

    @Override
    public void close() {
        catalogs.values().forEach(catalog -> {
            try {
                catalog.close();
            } catch (IOException e) {
                throw new RunException("the catalog does not close: " + e.getMessage(), e);
            }
        });
    }
}
