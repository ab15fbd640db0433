/** What those who run a service ask of it over HTTP: is it alive, is it ready, what are its numbers. */
@NullMarked
package dev.shoplake.runtime.operations;

import org.jspecify.annotations.NullMarked;
