/** What is known of runs, published or not: what their stages did and what their audits found. */
@NullMarked
package dev.shoplake.etl.logbook;

import org.jspecify.annotations.NullMarked;
