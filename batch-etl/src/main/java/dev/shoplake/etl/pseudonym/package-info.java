/** Names in the place of persons who were erased. */
@NullMarked
package dev.shoplake.etl.pseudonym;

import org.jspecify.annotations.NullMarked;
