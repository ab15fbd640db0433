/**
 * The batch: from the shop's database and the event table to marts. One package a stage, in this order: {@code extract},
 * {@code clean}, {@code structure}, {@code mart}, {@code audit}, {@code publish}; {@code run} holds what a run is,
 * {@code lake} how a stage reaches the lake.
 */
@NullMarked
package dev.shoplake.etl;

import org.jspecify.annotations.NullMarked;
