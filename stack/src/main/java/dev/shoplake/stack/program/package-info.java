/** The programs of the other modules: found on disk, run on class paths of their own. */
@NullMarked
package dev.shoplake.stack.program;

import org.jspecify.annotations.NullMarked;
