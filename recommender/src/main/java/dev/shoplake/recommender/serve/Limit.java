package dev.shoplake.recommender.serve;

import org.jspecify.annotations.Nullable;

/** The parameter {@code limit}: how many products an answer has. */
final class Limit {
    static final int FALLBACK = 10;
    static final int MOST = 50;

    private Limit() {}

    /**
     * Reads it.
     *
     * @param text null for an absent parameter
     * @throws WrongParameterException for anything but a whole number from 1 to {@link #MOST}
     */
    static int of(@Nullable String text) {
        if (text == null) {
            return FALLBACK;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // the same answer as for a number out of range
        }
        throw new WrongParameterException("limit", text, "a whole number from 1 to " + MOST);
    }
}
