/** Reading messages: who owns which partition, from where, and when to pause. */
@NullMarked
package dev.shoplake.consumer.read;

import org.jspecify.annotations.NullMarked;
