/** Checks of a run's branch before anyone reads it. */
@NullMarked
package dev.shoplake.etl.audit;

import org.jspecify.annotations.NullMarked;
