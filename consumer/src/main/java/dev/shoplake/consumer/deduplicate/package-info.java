/** Telling the first arrival of an event from its duplicates and from replays: grouping by user, and the rule itself. */
@NullMarked
package dev.shoplake.consumer.deduplicate;

import org.jspecify.annotations.NullMarked;
