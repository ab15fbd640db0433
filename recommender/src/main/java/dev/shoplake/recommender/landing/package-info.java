/** The front door: one page that leads to every room of a running Shoplake and says what state it is in. */
@NullMarked
package dev.shoplake.recommender.landing;

import org.jspecify.annotations.NullMarked;
