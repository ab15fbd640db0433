/** The arithmetic of a recommendation, pure: training evaluates and the recommender serves with the same code, so that the offline figure is true online. */
@NullMarked
package dev.shoplake.contracts.ranking;

import org.jspecify.annotations.NullMarked;
