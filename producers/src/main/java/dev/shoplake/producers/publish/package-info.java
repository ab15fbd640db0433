/** Events into Kafka: one idempotent producer, keyed by user id, with a result for every event. */
@NullMarked
package dev.shoplake.producers.publish;

import org.jspecify.annotations.NullMarked;
