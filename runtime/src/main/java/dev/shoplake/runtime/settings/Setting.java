package dev.shoplake.runtime.settings;

import org.jspecify.annotations.Nullable;

/**
 * What is known about one setting, for the documentation and for messages.
 *
 * @param key name of the environment variable
 * @param form what a value looks like, with unit and limits
 * @param fallback the value taken when the key is absent; null if the key is required
 * @param meaning one sentence
 */
public record Setting(String key, String form, @Nullable String fallback, String meaning) {}
