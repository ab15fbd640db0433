/** Shows a person at a terminal, or a log, how far a command is. */
@NullMarked
package dev.shoplake.producers.shop.steps;

import org.jspecify.annotations.NullMarked;
