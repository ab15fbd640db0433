/** The star schema: dimensions, sales and events, with a random key in place of the person. */
@NullMarked
package dev.shoplake.etl.structure;

import org.jspecify.annotations.NullMarked;
