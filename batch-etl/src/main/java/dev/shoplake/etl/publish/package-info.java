/** One merge makes all tables of a run visible at once. */
@NullMarked
package dev.shoplake.etl.publish;

import org.jspecify.annotations.NullMarked;
