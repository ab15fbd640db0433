/** The shop's side: entry points of its commands, of the events' commands and of the collector. */
@NullMarked
package dev.shoplake.producers;

import org.jspecify.annotations.NullMarked;
