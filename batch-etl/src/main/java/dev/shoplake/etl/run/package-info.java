/** What a run is: its window of days, the lock that keeps runs apart, and the form of its stages. */
@NullMarked
package dev.shoplake.etl.run;

import org.jspecify.annotations.NullMarked;
