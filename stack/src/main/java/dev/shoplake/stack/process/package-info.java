/** Processes that outlive the command that started them, found again by a file each. */
@NullMarked
package dev.shoplake.stack.process;

import org.jspecify.annotations.NullMarked;
