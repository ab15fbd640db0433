/**
 * Settings are immutable records, built once in a main from the environment; every wrong key or value is reported at
 * once. The connection records here are those that several services share; what one service alone needs lives there.
 */
@NullMarked
package dev.shoplake.runtime.settings;

import org.jspecify.annotations.NullMarked;
