/** From a model to what shoppers get: every user's list and the model itself in Redis, the pointer last. */
@NullMarked
package dev.shoplake.training.push;

import org.jspecify.annotations.NullMarked;
