/** Who did what with which product, read from the lake at one commit of its catalog. */
@NullMarked
package dev.shoplake.training.dataset;

import org.jspecify.annotations.NullMarked;
