/**
 * Loads files into the shop's database: staging by COPY, then one transaction that derives what the files lack and writes
 * what differs. Either all of a load is there or nothing.
 */
@NullMarked
package dev.shoplake.producers.shop.load;

import org.jspecify.annotations.NullMarked;
