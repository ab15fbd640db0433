/** The collector: events over HTTP, judged at once, acknowledged when Kafka has them. */
@NullMarked
package dev.shoplake.producers.collect;

import org.jspecify.annotations.NullMarked;
