/** Shop visitors who act now: a seeded model over the live catalogue. */
@NullMarked
package dev.shoplake.producers.simulate;

import org.jspecify.annotations.NullMarked;
