/** From a user's activity to a ranked list, and from a product to its likes; pure. */
@NullMarked
package dev.shoplake.recommender.score;

import org.jspecify.annotations.NullMarked;
