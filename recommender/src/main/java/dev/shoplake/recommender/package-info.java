/**
 * Keeps recommendations fresh and serves them, in one process: {@code refresh} rewrites the lists of active users,
 * {@code trend} counts what is popular, {@code serve} answers over HTTP.
 */
@NullMarked
package dev.shoplake.recommender;

import org.jspecify.annotations.NullMarked;
