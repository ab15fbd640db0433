/** Sends the events of a file again, byte for byte and in their order; the consumer is the judge. */
@NullMarked
package dev.shoplake.producers.replay;

import org.jspecify.annotations.NullMarked;
