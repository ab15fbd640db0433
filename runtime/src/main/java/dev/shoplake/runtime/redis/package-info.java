/** How every service connects to Redis. */
@NullMarked
package dev.shoplake.runtime.redis;

import org.jspecify.annotations.NullMarked;
