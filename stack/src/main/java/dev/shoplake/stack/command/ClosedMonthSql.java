package dev.shoplake.stack.command;

import dev.shoplake.stack.home.StackException;
import io.trino.grammar.sql.SqlBaseBaseListener;
import io.trino.grammar.sql.SqlBaseLexer;
import io.trino.grammar.sql.SqlBaseParser;
import io.trino.grammar.sql.SqlBaseParser.IdentifierContext;
import io.trino.grammar.sql.SqlBaseParser.QualifiedNameContext;
import io.trino.grammar.sql.SqlBaseParser.QueryContext;
import io.trino.grammar.sql.SqlBaseParser.WithContext;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.TokenStreamRewriter;
import org.antlr.v4.runtime.tree.ParseTreeWalker;
import org.jspecify.annotations.Nullable;

/**
 * Queries of a closed month: every table that a query names, at any depth, is read as its tag {@code close_<month>} says.
 *
 * <p>Trino's own grammar finds the names. What could be read as it is now is refused rather than mixed with the month.
 */
final class ClosedMonthSql {
    private static final String CATALOG = "lake";
    private static final Set<String> SCHEMAS = Set.of("marts", "structured");

    private final String tag;

    ClosedMonthSql(YearMonth month) {
        this.tag = "close_" + month.toString().replace('-', '_');
    }

    /** The tag inside each table. */
    String tag() {
        return tag;
    }

    /**
     * The query of the closed month.
     *
     * @param query one SELECT, with or without WITH
     * @throws StackException if it is anything else, or names a table that a close does not keep
     */
    String of(String query) {
        var lexer = new SqlBaseLexer(CharStreams.fromString(query));
        var tokens = new CommonTokenStream(lexer);
        var parser = new SqlBaseParser(tokens);
        for (var recognizer : List.of(lexer, parser)) {
            recognizer.removeErrorListeners();
            recognizer.addErrorListener(new Refusal());
        }
        var statement = parser.singleStatement();
        if (!(statement.statement() instanceof SqlBaseParser.StatementDefaultContext)) {
            throw new StackException("--as-of-close takes a query and nothing else: SELECT or WITH");
        }
        var rewriter = new TokenStreamRewriter(tokens);
        ParseTreeWalker.DEFAULT.walk(new Tables(rewriter), statement);
        return rewriter.getText();
    }

    private static final class Refusal extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException failure) {
            throw new StackException("line %d:%d: %s".formatted(line, column + 1, message));
        }
    }

    private final class Tables extends SqlBaseBaseListener {
        private final TokenStreamRewriter rewriter;

        Tables(TokenStreamRewriter rewriter) {
            this.rewriter = rewriter;
        }

        @Override
        public void enterTableName(SqlBaseParser.TableNameContext table) {
            var name = table.qualifiedName();
            // A version that somebody writes is meant
            if (table.queryPeriod() == null && !isNamedQuery(name)) {
                requireKept(name);
                rewriter.insertAfter(name.getStop(), " FOR VERSION AS OF '%s'".formatted(tag));
            }
        }

        @Override
        public void enterTable(SqlBaseParser.TableContext table) {
            if (!isNamedQuery(table.qualifiedName())) {
                throw new StackException(
                        "write SELECT * FROM %1$s in place of TABLE %1$s".formatted(text(table.qualifiedName())));
            }
        }

        @Override
        public void enterTableFunctionInvocation(SqlBaseParser.TableFunctionInvocationContext function) {
            throw new StackException("a table function reads what is there now, not what was closed");
        }
    }

    private static void requireKept(QualifiedNameContext name) {
        var parts = name.identifier().stream().map(ClosedMonthSql::text).toList();
        if (parts.size() == 1) {
            throw new StackException("table %1$s needs its schema, such as marts.%1$s".formatted(text(name)));
        }
        boolean ofLake =
                parts.size() == 2 || (parts.size() == 3 && parts.getFirst().equals(CATALOG));
        if (!ofLake || !SCHEMAS.contains(parts.get(parts.size() - 2))) {
            throw new StackException(
                    "a close keeps the tables of marts and structured; %s is none of them".formatted(text(name)));
        }
    }

    /** Whether a name is that of a query in a WITH that holds where the name stands. */
    private static boolean isNamedQuery(QualifiedNameContext name) {
        if (name.identifier().size() > 1) {
            return false;
        }
        for (var outer = name.getParent(); outer != null; outer = outer.getParent()) {
            if (outer instanceof QueryContext query && query.with() != null && isNamedIn(query.with(), name)) {
                return true;
            }
        }
        return false;
    }

    /** What stands behind a query of WITH knows it, and itself if it is recursive. */
    private static boolean isNamedIn(WithContext with, QualifiedNameContext name) {
        int place = name.getStart().getTokenIndex();
        return with.namedQuery().stream()
                .filter(named -> text(named.name).equals(text(name)))
                .map(named -> with.RECURSIVE() == null ? named.getStop() : named.getStart())
                .anyMatch(known -> known.getTokenIndex() < place);
    }

    private static String text(QualifiedNameContext name) {
        return String.join(
                ".", name.identifier().stream().map(ClosedMonthSql::text).toList());
    }

    /** Names mean the same in capitals, and with quotes. */
    private static String text(IdentifierContext identifier) {
        var text = identifier.getText();
        var name = text.startsWith("\"") ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
        return name.toLowerCase(Locale.ROOT);
    }
}
