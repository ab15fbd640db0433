/** Redis: the activity of each user behind a fence of source offsets, and the catalogue that products are checked against. */
@NullMarked
package dev.shoplake.consumer.store.redis;

import org.jspecify.annotations.NullMarked;
