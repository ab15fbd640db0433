/** The shop's tables as of one moment, as files in the raw zone with a manifest that is written last. */
@NullMarked
package dev.shoplake.etl.extract;

import org.jspecify.annotations.NullMarked;
