package dev.shoplake.etl.erase;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.close.CloseList;
import dev.shoplake.etl.extract.ErasedFiles;
import dev.shoplake.etl.inbox.Inbox;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.CatalogTables;
import dev.shoplake.etl.pseudonym.ErasedPersons;
import dev.shoplake.etl.pseudonym.Pseudonyms;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.RunLock;
import dev.shoplake.runtime.settings.LakeSettings;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.Secret;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Erases persons: their ids become pseudonyms everywhere, the past that still names them goes, and at the end everything that
 * is kept is searched for them. Each step changes nothing if it was done before, so whatever was killed or failed is completed
 * by doing all of it again.
 */
public final class Erasure {
    static final String RAW_FILES = "raw zone and archive";
    static final String REDIS = "Redis";

    private final LakeSettings lake;
    private final RedisSettings redisSettings;
    private final Secret key;
    private final RunLock lock;
    private final Clock clock;
    private final PrintStream out;

    /** How an erasure ended. */
    public enum Outcome {
        /** Somebody was erased, and is found nowhere. */
        ERASED,
        /** All of them were erased before, and are found nowhere. */
        NOTHING_TO_DO,
        /** Something names them still; the report says what. */
        FOUND
    }

    /**
     * @param key of the pseudonyms, not empty
     * @param lock held by the caller for as long as this works
     * @param out where the report goes; no id stands in it
     */
    public Erasure(LakeSettings lake, RedisSettings redis, Secret key, RunLock lock, Clock clock, PrintStream out) {
        this.lake = lake;
        this.redisSettings = redis;
        this.key = key;
        this.lock = lock;
        this.clock = clock;
        this.out = out;
    }

    /**
     * Does it.
     *
     * @param ids of persons, customers and visitors alike
     * @param spark started when it is needed
     * @throws RunException if something else holds on to what has to go, or does not answer
     */
    public Outcome erase(Set<String> ids, Supplier<SparkSession> spark) {
        var known = ErasedPersons.open(lake, key);
        var persons = Persons.of(ids, new Pseudonyms(key));
        try (var redis = RedisErasure.open(redisSettings, persons);
                var branches = CatalogBranches.open(lake.catalogUri());
                var tables = CatalogTables.open(lake, List.of())) {
            var history = new History(branches, tables, clock);
            history.requireNoOtherReader();
            requireWholeCloses(branches);
            requireEmptyInbox();
            var erasedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var batch = new BatchErasure(spark.get(), lake, branches, lock, persons, erasedAt);
            var changed = batch.erase(known);
            var beside = beside(persons, tables, redis);
            batch.record(beside);
            changed.addAll(beside);
            int shown = history.leaveToClosedMonths();
            boolean isNew = persons.pseudonyms().values().stream().anyMatch(pseudonym -> !known.has(pseudonym));
            if (changed.isEmpty()
                    && shown == 0
                    && !isNew
                    && search(persons, redis).isClean()) {
                return Outcome.NOTHING_TO_DO;
            }
            history.forget();
            out.printf("  Redis: %s%n", redis.rewriteDump());
            var proof = search(persons, redis);
            proof.print(changed, shown, out);
            return proof.isClean() ? Outcome.ERASED : Outcome.FOUND;
        }
    }

    private void requireWholeCloses(CatalogBranches branches) {
        var unfinished = CloseList.unfinished(lake, branches);
        if (!unfinished.isEmpty()) {
            throw new RunException("month %s was not closed to the end: etl close-month %1$s, then erase"
                    .formatted(unfinished.getFirst()));
        }
    }

    /** A run takes what waits, and then it is known whose it is. */
    private void requireEmptyInbox() {
        try (var inbox = Inbox.open(lake)) {
            var waiting = inbox.waiting();
            if (!waiting.isEmpty()) {
                throw new RunException("%,d files wait in the inbox, such as %s: etl run, then erase"
                        .formatted(waiting.size(), waiting.getFirst().path()));
            }
        }
    }

    /** What is not of the batch's tables. */
    private Changed beside(Persons persons, CatalogTables tables, RedisErasure redis) {
        var changed = new Changed();
        var stream = new StreamErasure(persons);
        for (LakeTable name : LakeTables.stream()) {
            if (tables.exists(name)) {
                changed.add(name.identifier(), stream.erase(name, tables.onMain(name)));
            }
        }
        try (var files = ErasedFiles.open(lake, persons.pseudonyms())) {
            changed.add(RAW_FILES, files.rewrite());
        }
        changed.add(REDIS, redis.erase());
        return changed;
    }

    private Proof search(Persons persons, RedisErasure redis) {
        var start = clock.instant();
        try (var objects = new ObjectSearch(lake, new PersonFinder(persons.ids()))) {
            var result = objects.search();
            return new Proof(result, redis.found(), Duration.between(start, clock.instant()));
        }
    }
}
