/** Takes the users who were active and rewrites their lists. */
@NullMarked
package dev.shoplake.recommender.refresh;

import org.jspecify.annotations.NullMarked;
