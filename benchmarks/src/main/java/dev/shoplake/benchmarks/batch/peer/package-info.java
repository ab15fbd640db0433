/** The usual way to copy a database to files, for comparison; a program of its own, on the class path of the batch. */
@NullMarked
package dev.shoplake.benchmarks.batch.peer;

import org.jspecify.annotations.NullMarked;
