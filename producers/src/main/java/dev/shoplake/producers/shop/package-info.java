/** The shop's back end on the command line: its database, the files loaded into it, the catalogue that live services see. */
@NullMarked
package dev.shoplake.producers.shop;

import org.jspecify.annotations.NullMarked;
