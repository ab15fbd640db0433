/** The commands of {@code ./shoplake}. */
@NullMarked
package dev.shoplake.stack.command;

import org.jspecify.annotations.NullMarked;
