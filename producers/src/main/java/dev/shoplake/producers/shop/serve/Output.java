package dev.shoplake.producers.shop.serve;

/**
 * A value of each row that is sent.
 *
 * @param name as readers see it
 * @param type as PostgreSQL writes it, such as {@code numeric(18,4)}
 * @param expression makes its text from a row {@code t}
 */
record Output(String name, String type, String expression) {}
