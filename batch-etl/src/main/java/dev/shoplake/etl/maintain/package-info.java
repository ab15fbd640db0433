/** Keeps the batch's tables small: compaction, expiry of old snapshots, removal of files that belong to nothing. */
@NullMarked
package dev.shoplake.etl.maintain;

import org.jspecify.annotations.NullMarked;
