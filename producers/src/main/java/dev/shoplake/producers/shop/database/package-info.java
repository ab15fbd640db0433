/** The shop's database: how to connect to it and how its tables come to be. */
@NullMarked
package dev.shoplake.producers.shop.database;

import org.jspecify.annotations.NullMarked;
