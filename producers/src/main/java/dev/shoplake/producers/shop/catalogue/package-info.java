/** Tells live services which products the shop has: the table of products, copied into Redis. */
@NullMarked
package dev.shoplake.producers.shop.catalogue;

import org.jspecify.annotations.NullMarked;
