package dev.shoplake.etl.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.etl.run.RunException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One moment of the shop that its extract API holds open. Whatever the API answers otherwise than it promised is a {@link
 * RunException}.
 */
public final class ApiSnapshot implements AutoCloseable {
    /** A page lies in memory as a whole, and each reader has one. */
    private static final int ROWS_A_PAGE = 20_000;

    /** The API forgets what nobody uses, and the batch may compute for long between two questions. */
    private static final long KEEPING_SECONDS = 30;

    private static final ObjectMapper JSON = new JsonMapper();
    private static final Logger LOG = LoggerFactory.getLogger(ApiSnapshot.class);

    private final ScheduledExecutorService keeping = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("extract-snapshot").factory());
    private final ExtractApi api;
    private final String id;
    private final Instant moment;
    private final JsonNode opened;
    private final Map<String, Table> tables;

    private ApiSnapshot(ExtractApi api, String id, Instant moment, JsonNode opened, Map<String, Table> tables) {
        this.api = api;
        this.id = id;
        this.moment = moment;
        this.opened = opened;
        this.tables = tables;
        var _ = keeping.scheduleWithFixedDelay(this::use, KEEPING_SECONDS, KEEPING_SECONDS, TimeUnit.SECONDS);
    }

    /** @param columns their types by their names */
    private record Table(long rows, SequencedMap<String, String> columns) {}

    /** Opens a snapshot, which has to be closed: the shop's database minds it. */
    public static ApiSnapshot open(Shop.Api shop) {
        var api = new ExtractApi(shop);
        try {
            var answer =
                    api.ask(HttpRequest.newBuilder(api.address("snapshots")).POST(BodyPublishers.noBody()));
            return read(api, answer);
        } catch (RuntimeException e) {
            api.close();
            throw e;
        }
    }

    private static ApiSnapshot read(ExtractApi api, Answer answer) {
        var json = ExtractApi.json(answer);
        var tables = new HashMap<String, Table>();
        for (var table : json.path("tables")) {
            var columns = new LinkedHashMap<String, String>();
            for (var column : table.path("columns")) {
                columns.put(column.path("name").asText(), column.path("type").asText());
            }
            tables.put(
                    table.path("table").asText(),
                    new Table(table.path("rows").asLong(-1), Collections.unmodifiableSequencedMap(columns)));
        }
        var id = json.path("snapshot").asText();
        try {
            var moment = Instant.parse(json.path("moment").asText());
            if (id.isEmpty() || !json.has("last_order_day")) {
                throw new RunException("what %s answers is no snapshot: the API must be as new as this batch"
                        .formatted(answer.address()));
            }
            return new ApiSnapshot(api, id, moment, json, tables);
        } catch (DateTimeException e) {
            throw new RunException("what %s answers is no snapshot: it has no moment".formatted(answer.address()), e);
        }
    }

    public String id() {
        return id;
    }

    /** Every change with an earlier {@code updated_at} is seen. */
    public Instant moment() {
        return moment;
    }

    /** Place in the log of the shop's database. */
    public String position() {
        return opened.path("position").asText();
    }

    /** Whether the moment can be trusted. */
    public boolean seesAllTransactions() {
        return opened.path("sees_all_transactions").asBoolean();
    }

    /** Day of the first order; null if there is no order. */
    public @Nullable LocalDate firstOrderDay() {
        return day("first_order_day");
    }

    /** Day of the newest order; null if there is no order. */
    public @Nullable LocalDate lastOrderDay() {
        return day("last_order_day");
    }

    private @Nullable LocalDate day(String field) {
        var text = opened.path(field).textValue();
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new RunException("the extract API says %s: %s, which is no day".formatted(field, text), e);
        }
    }

    /** How many rows a table has. */
    public long rows(String table) {
        return table(table).rows();
    }

    /** The columns of a table in the shop's order: types by names. */
    public SequencedMap<String, String> columns(String table) {
        return table(table).columns();
    }

    private Table table(String name) {
        var table = tables.get(name);
        if (table == null || table.rows() < 0 || table.columns().isEmpty()) {
            throw new RunException("the extract API does not say what table %s holds".formatted(name));
        }
        return table;
    }

    /** Whether a question has any answer. */
    public boolean hasAny(Question question) {
        return ask(question, api.address(question.firstPage(id, 1))).rowCount() > 0;
    }

    /**
     * Reads all pages.
     *
     * @param columns those that each row must have, in the order in which the reader takes them
     * @return how many rows there were
     */
    public long read(Question question, List<String> columns, RowReader reader) throws IOException {
        long rows = 0;
        URI page = api.address(question.firstPage(id, ROWS_A_PAGE));
        while (page != null) {
            var answer = ask(question, page);
            long more = new PageRows(answer, columns).read(reader);
            rows += more;
            page = answer.next();
            if (rows > rows(question.table()) || (page != null && more == 0)) {
                throw new RunException("the extract API sends more and more of table %s, which has %,d rows as it said"
                        .formatted(question.table(), rows(question.table())));
            }
        }
        return rows;
    }

    private Answer ask(Question question, URI page) {
        var request = HttpRequest.newBuilder(page);
        if (question.ids().isEmpty()) {
            return api.ask(request);
        }
        var ids = JSON.valueToTree(new ArrayList<>(question.ids())).toString();
        return api.ask(request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(ids)));
    }

    private void use() {
        try {
            api.ask(HttpRequest.newBuilder(api.address("snapshots/" + id)));
        } catch (RunException e) {
            LOG.debug("the snapshot was not kept: whoever reads it will be told", e);
        }
    }

    @Override
    public void close() {
        keeping.shutdownNow();
        try {
            api.ask(HttpRequest.newBuilder(api.address("snapshots/" + id)).DELETE());
        } catch (RunException e) {
            LOG.warn("the snapshot was not closed, the extract API will do so itself: {}", e.getMessage());
        } finally {
            api.close();
        }
    }
}
