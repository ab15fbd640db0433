/**
 * The whole of Shoplake in one command, on the year of a real shop: it types the same commands that a person would, waits
 * where a person would, and sums up what came out.
 */
@NullMarked
package dev.shoplake.stack.demo;

import org.jspecify.annotations.NullMarked;
