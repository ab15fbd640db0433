/** Files that are dropped beside the shop: what is there, what stands in them, and where they go if they cannot be read. */
@NullMarked
package dev.shoplake.etl.inbox;

import org.jspecify.annotations.NullMarked;
