/** A month is closed: what its tables held then stays readable for ever, and what is corrected later is told beside it. */
@NullMarked
package dev.shoplake.etl.close;

import org.jspecify.annotations.NullMarked;
