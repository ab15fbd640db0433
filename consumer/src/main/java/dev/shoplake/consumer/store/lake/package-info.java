/** The lake: rows and source offsets in one Iceberg commit. The table itself says where reading goes on. */
@NullMarked
package dev.shoplake.consumer.store.lake;

import org.jspecify.annotations.NullMarked;
