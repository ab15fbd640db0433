/** Refused messages, kept with every reason: what a letter is and the topic it goes to. */
@NullMarked
package dev.shoplake.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
