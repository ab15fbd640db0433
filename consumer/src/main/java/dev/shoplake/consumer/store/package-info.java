/** The two places where accepted events go, each idempotent by source offset; what both say when they cannot be reached. */
@NullMarked
package dev.shoplake.consumer.store;

import org.jspecify.annotations.NullMarked;
