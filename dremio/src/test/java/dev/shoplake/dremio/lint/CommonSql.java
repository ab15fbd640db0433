package dev.shoplake.dremio.lint;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/**
 * Whether a query is in the words that Dremio, Trino and Spark share. Dremio's grammar is Calcite's with additions; a
 * comparison of its generated parser with Calcite's own found no query that Dremio takes and Calcite does not, so what
 * passes here is one that all three parse and mean alike, as far as a grammar and lists of words can tell.
 */
final class CommonSql {
    private static final SqlParser.Config GRAMMAR = SqlParser.config()
            .withQuoting(Quoting.DOUBLE_QUOTE)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED);

    /** What Dremio's grammar reserves, so that it is no alias without quotes. */
    private static final Set<String> RESERVED = words("""
            begin count date day end filter hour language limit match method minute month new offset order parameter partition
            period position power prev range rank release result return returns row rows scope set start sum system table time
            timestamp user value values year""");

    /** Functions that the three have under one name with one meaning. */
    private static final Set<String> FUNCTIONS = words("""
            abs avg cast ceil coalesce concat count date_trunc dense_rank exp extract first_value floor greatest lag last_value
            lead least length ln lower max min mod ntile nullif percent_rank power rank round row_number sqrt stddev substring
            sum trim upper variance""");

    /** Types that the three write alike. */
    private static final Set<String> TYPES = words("bigint boolean date decimal double integer varchar timestamp");

    private static final Pattern TEXT_OR_COMMENT =
            Pattern.compile("'(?:[^']|'')*'|--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private static final Map<String, Pattern> FOREIGN = Map.of(
            "backtick", Pattern.compile("`"),
            "double quote: choose a name that needs none", Pattern.compile("\""),
            "::", Pattern.compile("::"),
            "TRY_CAST", Pattern.compile("(?i)\\bTRY_CAST\\b"),
            "IF()", Pattern.compile("(?i)\\bIF\\s*\\("),
            "QUALIFY", Pattern.compile("(?i)\\bQUALIFY\\b"),
            "time zone", Pattern.compile("(?i)\\bTIME\\s+ZONE\\b"),
            "* EXCEPT", Pattern.compile("(?i)\\*\\s*(EXCEPT|EXCLUDE|REPLACE)\\s*\\("));

    private CommonSql() {}

    /**
     * Examines one query.
     *
     * @return what is wrong, empty if nothing is
     */
    static List<String> faultsOf(String query) {
        var faults = new TreeSet<String>();
        var bare = TEXT_OR_COMMENT.matcher(query).replaceAll("''");
        FOREIGN.forEach((name, pattern) -> {
            if (pattern.matcher(bare).find()) {
                faults.add(name + " is not common to the engines");
            }
        });
        try {
            var parsed = SqlParser.create(query.strip(), GRAMMAR).parseQuery();
            if (!parsed.isA(SqlKind.QUERY)) {
                faults.add("%s is not a query".formatted(parsed.getKind()));
            }
            parsed.accept(new Examination(faults));
        } catch (SqlParseException e) {
            faults.add("not in Dremio's grammar: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return List.copyOf(faults);
    }

    /** Examines what stands in a select list, such as a metric of a dashboard. */
    static List<String> faultsOfExpression(String expression) {
        return faultsOf("SELECT " + expression + " AS expression_value FROM marts.anything");
    }

    private static final class Examination extends SqlBasicVisitor<Void> {
        private final Set<String> faults;

        Examination(Set<String> faults) {
            this.faults = faults;
        }

        @Override
        public Void visit(SqlCall call) {
            if (call.getKind() == SqlKind.AS) {
                alias(call.operand(1));
            }
            if (call.getOperator() instanceof SqlFunction function
                    && !FUNCTIONS.contains(function.getName().toLowerCase(Locale.ROOT))) {
                faults.add("function %s is not known to be common to the engines".formatted(function.getName()));
            }
            return super.visit(call);
        }

        private void alias(SqlNode alias) {
            if (alias instanceof SqlIdentifier name
                    && RESERVED.contains(name.getSimple().toLowerCase(Locale.ROOT))) {
                faults.add("alias %s is a reserved word of Dremio".formatted(name.getSimple()));
            }
        }

        @Override
        public Void visit(SqlDataTypeSpec type) {
            var name = type.getTypeName().getSimple();
            if (!TYPES.contains(name.toLowerCase(Locale.ROOT))) {
                faults.add("type %s is not common to the engines".formatted(name));
            }
            return null;
        }
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(List.of(text.strip().split("\\s+")));
    }
}
