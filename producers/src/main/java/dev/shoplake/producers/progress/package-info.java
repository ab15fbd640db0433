/** Tells a waiting human how far the work is. */
@NullMarked
package dev.shoplake.producers.progress;

import org.jspecify.annotations.NullMarked;
