/** The report as a mail with its files attached. */
@NullMarked
package dev.shoplake.report.mail;

import org.jspecify.annotations.NullMarked;
