package dev.shoplake.producers.shop.catalogue;

import java.net.URI;
import redis.clients.jedis.exceptions.JedisException;

/** The live catalogue could not be written; the database is not concerned. */
public final class CatalogueException extends RuntimeException {
    CatalogueException(URI redis, JedisException cause) {
        super(
                "The live catalogue could not be written to Redis at %s (%s). The shop's database is complete; when Redis answers again, repeat with: ./shoplake shop catalogue"
                        .formatted(redis, cause.getMessage()),
                cause);
    }
}
