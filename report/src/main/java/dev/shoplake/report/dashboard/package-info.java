/** A dashboard in a browser: how it is built, how it is opened for given filters, and whether every chart of it is drawn. */
@NullMarked
package dev.shoplake.report.dashboard;

import org.jspecify.annotations.NullMarked;
