package dev.shoplake.etl.shop;

import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.Secret;
import java.net.URI;

/** Where the shop is asked. */
public sealed interface Shop {
    /** In its PostgreSQL database. */
    record Database(PostgresSettings settings) implements Shop {}

    /**
     * Through its extract API.
     *
     * @param address {@code http://host:port}, perhaps with a path before {@code /extract}
     * @param key what a reader has to know
     */
    record Api(URI address, Secret key) implements Shop {}
}
