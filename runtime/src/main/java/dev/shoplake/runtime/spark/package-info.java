/** Where Spark computes, told to Spark in its own words; Spark itself is not known here. */
@NullMarked
package dev.shoplake.runtime.spark;

import org.jspecify.annotations.NullMarked;
