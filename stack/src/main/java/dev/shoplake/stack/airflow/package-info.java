/** Airflow as its clients see it: its REST interface, and what a run is and does. */
@NullMarked
package dev.shoplake.stack.airflow;

import org.jspecify.annotations.NullMarked;
