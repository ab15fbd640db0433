/**
 * Makes a Dremio show the marts: {@code provision} holds the steps and what each wants to find, {@code rest} speaks with
 * Dremio.
 */
@NullMarked
package dev.shoplake.dremio;

import org.jspecify.annotations.NullMarked;
