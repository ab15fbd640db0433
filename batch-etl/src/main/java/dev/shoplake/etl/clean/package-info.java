/** Source rows become typed rows or go to the quarantine with every reason; none is lost. */
@NullMarked
package dev.shoplake.etl.clean;

import org.jspecify.annotations.NullMarked;
