/** The lake's tables: names, columns, partitioning. The one place that knows them. */
@NullMarked
package dev.shoplake.contracts.lake;

import org.jspecify.annotations.NullMarked;
