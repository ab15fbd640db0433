package dev.shoplake.dremio.rest;

import dev.shoplake.runtime.settings.Secret;

/**
 * Somebody who logs in to Dremio.
 *
 * @param user login name
 * @param password at least eight characters, among them a letter and a digit
 */
public record Account(String user, Secret password) {}
