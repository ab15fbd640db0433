/** The months that the data holds, and whether each is whole. */
@NullMarked
package dev.shoplake.report.month;

import org.jspecify.annotations.NullMarked;
