/** Work that is done again and again on a thread of its own, and that outlives the servers it needs. */
@NullMarked
package dev.shoplake.recommender.repeat;

import org.jspecify.annotations.NullMarked;
