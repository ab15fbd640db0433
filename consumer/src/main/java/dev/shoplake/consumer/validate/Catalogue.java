package dev.shoplake.consumer.validate;

/** What is known of the shop's products without asking a server. */
@FunctionalInterface
public interface Catalogue {
    boolean knows(String productId);
}
