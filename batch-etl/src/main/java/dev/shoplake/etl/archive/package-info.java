/** Raw files of published runs, out of the way and still at hand. */
@NullMarked
package dev.shoplake.etl.archive;

import org.jspecify.annotations.NullMarked;
