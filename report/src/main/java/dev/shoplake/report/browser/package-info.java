/** The Chromium that draws: its start, its flags, its end. */
@NullMarked
package dev.shoplake.report.browser;

import org.jspecify.annotations.NullMarked;
