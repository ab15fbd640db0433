/** From Kafka to Redis and the lake: validated, each event once. The loop that joins the stages, and what starts it. */
@NullMarked
package dev.shoplake.consumer;

import org.jspecify.annotations.NullMarked;
