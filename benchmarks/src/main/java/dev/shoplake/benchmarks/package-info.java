/** The entry point of the load harnesses. */
@NullMarked
package dev.shoplake.benchmarks;

import org.jspecify.annotations.NullMarked;
