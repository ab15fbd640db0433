/** What this module reads from and writes to Redis about users. */
@NullMarked
package dev.shoplake.recommender.store;

import org.jspecify.annotations.NullMarked;
