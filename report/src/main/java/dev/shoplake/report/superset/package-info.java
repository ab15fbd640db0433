/** Superset as its reader sees it: login and the JSON API behind the pages. */
@NullMarked
package dev.shoplake.report.superset;

import org.jspecify.annotations.NullMarked;
