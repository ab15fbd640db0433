package dev.shoplake.etl.extract;

/**
 * A part of the rows of a selection; together the shares hold each row once.
 *
 * @param number from 0
 * @param of how many shares there are
 */
public record Share(int number, int of) {
    static final Share WHOLE = new Share(0, 1);
}
