/** {@code shoplake train}: from the lake to a model that was measured, registered and pushed; the stages stand in packages of their own. */
@NullMarked
package dev.shoplake.training;

import org.jspecify.annotations.NullMarked;
