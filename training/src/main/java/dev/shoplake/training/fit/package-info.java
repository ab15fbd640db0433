/** From interactions to item factors: weights, and Spark MLlib's implicit ALS. */
@NullMarked
package dev.shoplake.training.fit;

import org.jspecify.annotations.NullMarked;
