package dev.shoplake.etl.extract;

/**
 * A part of a table by where its rows lie, so that each part reads its own pages and no others.
 *
 * @param from number of the first page
 * @param to number of the page after the last one; {@link #UNTIL_THE_END} for all that follow
 */
record Pages(long from, long to) {
    static final long UNTIL_THE_END = Long.MAX_VALUE;
    static final Pages ALL = new Pages(0, UNTIL_THE_END);

    /** The pages of a share of a table. */
    static Pages of(Share share, long pages) {
        return new Pages(
                pages * share.number() / share.of(),
                share.number() == share.of() - 1 ? UNTIL_THE_END : pages * (share.number() + 1) / share.of());
    }

    /** A condition on rows called {@code t}. */
    String condition() {
        return (from == 0 ? "true" : "t.ctid >= '(%d,0)'::tid".formatted(from))
                + (to == UNTIL_THE_END ? "" : " AND t.ctid < '(%d,0)'::tid".formatted(to));
    }
}
