/** {@code report}: the dashboard of a month as files to keep, to print and to mail. */
@NullMarked
package dev.shoplake.report;

import org.jspecify.annotations.NullMarked;
