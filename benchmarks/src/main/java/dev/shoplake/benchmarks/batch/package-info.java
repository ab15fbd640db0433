/** What a run of the batch costs on a shop of a known size: everything, and only what has changed; and its extract beside plain Spark. */
@NullMarked
package dev.shoplake.benchmarks.batch;

import org.jspecify.annotations.NullMarked;
