package dev.shoplake.etl.erase;

import dev.shoplake.etl.pseudonym.Pseudonyms;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be erased.
 *
 * @param maker makes pseudonyms, also of ids that are no person's
 * @param pseudonyms of each person by its id
 */
record Persons(Pseudonyms maker, Map<String, String> pseudonyms) {
    static Persons of(Collection<String> ids, Pseudonyms maker) {
        var pseudonyms = new LinkedHashMap<String, String>();
        ids.forEach(id -> pseudonyms.put(id, maker.of(id)));
        return new Persons(maker, pseudonyms);
    }

    Set<String> ids() {
        return pseudonyms.keySet();
    }

    boolean has(@Nullable Object id) {
        return id instanceof CharSequence text && pseudonyms.containsKey(text.toString());
    }

    /** The pseudonym of one of these persons. */
    String pseudonym(Object id) {
        var pseudonym = pseudonyms.get(id.toString());
        if (pseudonym == null) {
            throw new IllegalArgumentException("nobody to be erased");
        }
        return pseudonym;
    }
}
