/** The local stack: {@link dev.shoplake.stack.Stack} for the command, {@link dev.shoplake.stack.LocalStack} for tests. */
@NullMarked
package dev.shoplake.stack;

import org.jspecify.annotations.NullMarked;
