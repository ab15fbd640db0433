package dev.shoplake.etl.pseudonym;

import static dev.shoplake.contracts.lake.Erasures.ERASURES;

import dev.shoplake.etl.lake.CatalogTables;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.LakeSettings;
import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.runtime.settings.SettingsException;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.data.IcebergGenerics;
import org.jspecify.annotations.Nullable;

/**
 * Who was erased, as {@code ops.erasures} has it on main. Their ids are not known any more, but an id that comes again is
 * recognised by its pseudonym.
 */
public final class ErasedPersons implements Serializable {
    /** For a lake that nobody was erased from. */
    public static final ErasedPersons NONE = new ErasedPersons(null, Set.of());

    private static final long serialVersionUID = 1;

    private final @Nullable Pseudonyms pseudonyms;
    private final HashSet<String> known;

    ErasedPersons(@Nullable Pseudonyms pseudonyms, Set<String> known) {
        this.pseudonyms = pseudonyms;
        this.known = new HashSet<>(known);
    }

    /**
     * Reads who was erased.
     *
     * @param key the pseudonyms' key; needed only if somebody was erased
     * @throws SettingsException if it is needed, and empty or not the one by which persons were erased
     */
    public static ErasedPersons open(LakeSettings lake, Secret key) {
        var known = new HashSet<String>();
        var checks = new HashSet<String>();
        try (var tables = CatalogTables.open(lake, List.of())) {
            if (!tables.exists(ERASURES)) {
                return NONE;
            }
            try (var rows = IcebergGenerics.read(tables.onMain(ERASURES)).build()) {
                rows.forEach(row -> {
                    known.add((String) row.getField("pseudonym"));
                    checks.add((String) row.getField("key_check"));
                });
            }
        } catch (IOException e) {
            throw new RunException("ops.erasures cannot be read: " + e.getMessage(), e);
        }
        if (known.isEmpty()) {
            return NONE;
        }
        if (key.value().isEmpty()) {
            throw new SettingsException(List.of(
                    "SHOPLAKE_ERASURE_KEY is missing: persons were erased, and without it they would come back"));
        }
        var pseudonyms = new Pseudonyms(key);
        if (!checks.equals(Set.of(pseudonyms.keyCheck()))) {
            throw new SettingsException(
                    List.of("SHOPLAKE_ERASURE_KEY is not the key by which persons were erased, so they"
                            + " would come back: bring that key back"));
        }
        return new ErasedPersons(pseudonyms, known);
    }

    public boolean isEmpty() {
        return known.isEmpty();
    }

    /** Whether the person with this pseudonym was erased. */
    public boolean has(String pseudonym) {
        return known.contains(pseudonym);
    }

    /** The pseudonym of a person that was erased; of any other the id itself. */
    public String nameOf(String id) {
        if (pseudonyms == null) {
            return id;
        }
        var pseudonym = pseudonyms.of(id);
        return known.contains(pseudonym) ? pseudonym : id;
    }
}
