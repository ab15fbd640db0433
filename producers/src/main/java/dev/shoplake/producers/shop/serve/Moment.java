package dev.shoplake.producers.shop.serve;

import java.time.Instant;

/**
 * Up to when a reader who begins now sees everything.
 *
 * @param time whatever a reader does not see has this or a later {@code updated_at}
 * @param seesAllTransactions false if sessions of others hide when they began, or the database is a replica: then the time
 *     may be too late
 */
record Moment(Instant time, boolean seesAllTransactions) {}
