/** Black-box stories over the running stack, and the rules that hold the architecture. */
@NullMarked
package dev.shoplake.e2e;

import org.jspecify.annotations.NullMarked;
