/** Start and stop of a long-running process: one shutdown hook, exit codes 0 (stopped), 1 (failed), 2 (wrong settings). */
@NullMarked
package dev.shoplake.runtime.process;

import org.jspecify.annotations.NullMarked;
