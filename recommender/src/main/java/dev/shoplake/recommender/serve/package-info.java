/** Recommendations over HTTP: the fallback chain, the answers, and the record of what was shown. */
@NullMarked
package dev.shoplake.recommender.serve;

import org.jspecify.annotations.NullMarked;
