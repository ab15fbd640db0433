package dev.shoplake.contracts.lake;

import java.util.List;
import java.util.regex.Pattern;

/** What is kept of persons who were erased: a pseudonym, in whose name their orders and events go on being counted. */
public final class Erasures {
    /** What every pseudonym begins with. */
    public static final String PREFIX = "erased-";

    /** Rows of every place add up over the erasures of one person; a person that was in no place has a row all the same. */
    public static final LakeTable ERASURES = LakeTable.of(
            "ops.erasures",
            "One erased person and one place where it was found: row_count rows there have the pseudonym now, or have gone;"
                    + " key_check tells by which key pseudonyms are made.",
            List.of(),
            """
            pseudonym string required
            erased_at timestamptz required
            place string required
            row_count long required
            key_check string required
            """);

    private static final Pattern PSEUDONYM = Pattern.compile(PREFIX + "[0-9a-f]{32}");

    private Erasures() {}

    /** Whether an id of a person is the pseudonym of one that was erased. */
    public static boolean isPseudonym(String id) {
        return PSEUDONYM.matcher(id).matches();
    }
}
