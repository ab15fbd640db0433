/** The products that may be recommended, as one immutable value. */
@NullMarked
package dev.shoplake.recommender.catalogue;

import org.jspecify.annotations.NullMarked;
