package dev.shoplake.etl.erase;

import static dev.shoplake.contracts.redis.RedisKeys.ACTIVE_USERS;
import static dev.shoplake.contracts.redis.RedisKeys.RECENTLY_ACTIVE;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.runtime.settings.RedisSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;

/** What Redis holds of a person: keys with its id as their hash tag, and members of the sets of active users. */
final class RedisErasure implements AutoCloseable {
    private static final int KEYS_A_SCAN = 1_000;
    private static final List<String> SETS_OF_USERS = List.of(ACTIVE_USERS, RECENTLY_ACTIVE);

    private final RedisClient redis;
    private final RedisSettings settings;
    private final Persons persons;

    private RedisErasure(RedisClient redis, RedisSettings settings, Persons persons) {
        this.redis = redis;
        this.settings = settings;
        this.persons = persons;
    }

    /**
     * Connects.
     *
     * @throws RunException if Redis does not answer
     */
    static RedisErasure open(RedisSettings settings, Persons persons) {
        var erasure = new RedisErasure(RedisConnection.open(settings), settings, persons);
        try {
            erasure.answer(RedisClient::ping);
            return erasure;
        } catch (RuntimeException e) {
            erasure.close();
            throw e;
        }
    }

    /**
     * Does it.
     *
     * @return keys and members that went, by the person's pseudonym
     */
    Map<String, Long> erase() {
        return answer(client -> {
            var gone = new HashMap<String, Long>();
            keys().forEach((key, id) -> gone.merge(persons.pseudonym(id), client.del(key), Long::sum));
            for (var set : SETS_OF_USERS) {
                for (var id : persons.ids()) {
                    long members = client.zrem(set, id);
                    if (members > 0) {
                        gone.merge(persons.pseudonym(id), members, Long::sum);
                    }
                }
            }
            return gone;
        });
    }

    /** Keys and members that are still there. */
    List<String> found() {
        return answer(client -> {
            var found = new ArrayList<String>();
            keys().forEach((key, id) -> found.add(key.replace(id, persons.pseudonym(id))));
            for (var set : SETS_OF_USERS) {
                persons.pseudonyms().forEach((id, pseudonym) -> {
                    if (client.zscore(set, id) != null) {
                        found.add("member %s of %s".formatted(pseudonym, set));
                    }
                });
            }
            return found;
        });
    }

    /**
     * Lets what Redis has on its disk be written anew, where it has something and lets itself be told so.
     *
     * @return what came of it, for a human
     */
    String rewriteDump() {
        var state = answer(client -> client.info("persistence"));
        var told = new ArrayList<String>();
        if (state.contains("aof_enabled:1")) {
            told.add(rewritten("append-only file", new CommandArguments(Command.BGREWRITEAOF)));
        }
        if (savesByItself()) {
            told.add(rewritten("dump", new CommandArguments(Command.BGSAVE).add("SCHEDULE")));
        }
        return told.isEmpty() ? "it keeps nothing on disk" : String.join("; ", told);
    }

    /** A server that does not tell may well do so. */
    private boolean savesByItself() {
        return answer(client -> {
            try {
                return !client.configGet("save").getOrDefault("save", "unknown").isEmpty();
            } catch (JedisDataException e) {
                return true;
            }
        });
    }

    private String rewritten(String file, CommandArguments command) {
        return answer(client -> {
            try {
                client.executeCommand(command);
                return "its %s is being written anew".formatted(file);
            } catch (JedisDataException e) {
                return "its %s may name the person until it is written anew, which it does not do now: %s"
                        .formatted(file, e.getMessage());
            }
        });
    }

    /** Key → the person whose id is its hash tag. */
    private Map<String, String> keys() {
        return answer(client -> {
            var found = new HashMap<String, String>();
            var cursor = ScanParams.SCAN_POINTER_START;
            do {
                var page = client.scan(cursor, new ScanParams().match("*{*}*").count(KEYS_A_SCAN));
                for (var key : page.getResult()) {
                    var id = personOf(key);
                    if (id != null) {
                        found.put(key, id);
                    }
                }
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
            return found;
        });
    }

    /** An id may hold braces itself, so each closing one may be the end of the tag. */
    private @Nullable String personOf(String key) {
        int begin = key.indexOf('{') + 1;
        for (int end = key.indexOf('}', begin); end >= 0; end = key.indexOf('}', end + 1)) {
            var tag = key.substring(begin, end);
            if (persons.has(tag)) {
                return tag;
            }
        }
        return null;
    }

    private <T> T answer(Function<RedisClient, T> asking) {
        try {
            return asking.apply(redis);
        } catch (JedisException e) {
            throw new RunException(
                    "Redis %s does not answer: %s. Erase again when it does: what is done stays done"
                            .formatted(settings.uri(), e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
