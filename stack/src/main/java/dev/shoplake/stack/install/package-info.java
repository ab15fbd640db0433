/** Server software, fetched and unpacked once into a cache that all stacks of this machine user share. */
@NullMarked
package dev.shoplake.stack.install;

import org.jspecify.annotations.NullMarked;
