/** Kafka as a process of its own: one broker that is its own controller. */
@NullMarked
package dev.shoplake.stack.kafka;

import org.jspecify.annotations.NullMarked;
