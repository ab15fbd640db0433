/** How long it takes from a shopper's click to that shopper's changed list, beside the time the click alone takes. */
@NullMarked
package dev.shoplake.benchmarks.click;

import org.jspecify.annotations.NullMarked;
