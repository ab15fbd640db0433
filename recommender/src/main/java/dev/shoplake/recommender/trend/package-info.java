/** Trending products: forward-decayed counts of interactions by Kafka Streams, written to Redis as absolute values. */
@NullMarked
package dev.shoplake.recommender.trend;

import org.jspecify.annotations.NullMarked;
