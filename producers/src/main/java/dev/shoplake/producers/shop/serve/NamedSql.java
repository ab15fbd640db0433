package dev.shoplake.producers.shop.serve;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement with parameters by name, {@code :since}. Values are bound, never written into the text; they go without a type,
 * so that PostgreSQL takes each for what the column beside it is.
 */
final class NamedSql {
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z_0-9]+)");
    private static final Pattern PART = Pattern.compile("\\{([a-zA-Z]+)}");

    private final String text;
    private final List<String> parameters = new ArrayList<>();
    private final Map<String, @Nullable String> values = new HashMap<>();

    private NamedSql(String text, Map<String, String> foreign) {
        var marked = PARAMETER.matcher(text).replaceAll(found -> {
            parameters.add(found.group(1));
            return "?";
        });
        this.text = filled(marked, foreign);
    }

    /**
     * The statement of a file beside this class.
     *
     * @param own what stands for a name in braces; may hold parameters, too
     * @param foreign the same for texts that hold names from the database: a colon or a brace in them means nothing
     */
    static NamedSql file(String name, Map<String, String> own, Map<String, String> foreign) {
        return new NamedSql(filled(text(name), own), foreign);
    }

    private static String filled(String text, Map<String, String> parts) {
        return PART.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(parts.getOrDefault(found.group(1), found.group())));
    }

    /** A file beside this class as it is. */
    static String text(String name) {
        try (var stream = requireNonNull(NamedSql.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + name, e);
        }
    }

    NamedSql with(String parameter, @Nullable String value) {
        values.put(parameter, value);
        return this;
    }

    NamedSql with(Map<String, @Nullable String> more) {
        values.putAll(more);
        return this;
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        var statement = connection.prepareStatement(text);
        try {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, values.get(parameters.get(i)));
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
