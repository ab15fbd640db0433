/** How a stage reaches the lake: the Spark session, the catalog on main and on the run's branch, SQL from files, the journal of what was done. */
@NullMarked
package dev.shoplake.etl.lake;

import org.jspecify.annotations.NullMarked;
