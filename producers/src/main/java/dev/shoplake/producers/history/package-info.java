/** The past of a shop as events: real purchases out of its orders, and the visits around them by a seeded model. */
@NullMarked
package dev.shoplake.producers.history;

import org.jspecify.annotations.NullMarked;
