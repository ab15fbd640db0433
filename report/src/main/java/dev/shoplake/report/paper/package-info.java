/** From the drawn dashboard to files: heading, size, PDF and PNG. */
@NullMarked
package dev.shoplake.report.paper;

import org.jspecify.annotations.NullMarked;
