package dev.shoplake.recommender.landing;

import java.net.URI;

/**
 * A part of Shoplake with a page of its own.
 *
 * @param name what people call it
 * @param purpose what one goes there for
 * @param address where a browser finds it
 */
public record Room(String name, String purpose, URI address) {}
