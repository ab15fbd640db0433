/**
 * Reads CSV files into typed rows, or says in one message what is wrong with a file and where. Knows nothing of databases.
 */
@NullMarked
package dev.shoplake.producers.shop.read;

import org.jspecify.annotations.NullMarked;
