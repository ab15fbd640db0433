/** Kafka topics: names, partitions, and the headers of a dead letter. */
@NullMarked
package dev.shoplake.contracts.topic;

import org.jspecify.annotations.NullMarked;
