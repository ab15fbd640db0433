/** The Redis key layout and the text form of the values that two services share. */
@NullMarked
package dev.shoplake.contracts.redis;

import org.jspecify.annotations.NullMarked;
