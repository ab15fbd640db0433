/** How good lists are: splits, full ranking by the live path, metrics beside popularity. Pure. */
@NullMarked
package dev.shoplake.training.evaluate;

import org.jspecify.annotations.NullMarked;
