package dev.shoplake.benchmarks.batch;

import java.util.Map;

/**
 * What a run took.
 *
 * @param seconds from the start of its process to its end
 * @param processorSeconds of its process
 * @param serverSeconds of processor time that database, store and catalog took meanwhile
 * @param fromDatabase bytes that the database sent
 * @param fromStore bytes that the store sent
 * @param toStore bytes that the store was sent
 * @param stages seconds of each stage, in their order
 */
record Cost(
        double seconds,
        double processorSeconds,
        double serverSeconds,
        long fromDatabase,
        long fromStore,
        long toStore,
        Map<String, Double> stages) {}
