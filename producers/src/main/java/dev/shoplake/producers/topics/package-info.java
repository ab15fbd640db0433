/** Creates the topics that are missing. */
@NullMarked
package dev.shoplake.producers.topics;

import org.jspecify.annotations.NullMarked;
