package dev.shoplake.dremio.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shoplake.dremio.provision.MartView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every query that this project hands to people or engines is in the words the engines share. */
class PublishedSqlTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern SQL_BLOCK =
            Pattern.compile("^```sql\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Set<String> EXPRESSIONS = Set.of("expression", "sqlExpression");

    @Test
    void theViewsOfDremioAre() {
        assertThat(MartView.all())
                .isNotEmpty()
                .allSatisfy(view -> assertThat(CommonSql.faultsOf(view.mart().query()))
                        .as(view.path())
                        .isEmpty());
    }

    @Test
    void theQueriesForAnalystsAre() throws IOException {
        var queries = SQL_BLOCK
                .matcher(Files.readString(ROOT.resolve("docs/sql.md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(queries).hasSizeGreaterThanOrEqualTo(10);
        assertThat(queries)
                .allSatisfy(
                        query -> assertThat(CommonSql.faultsOf(query)).as(query).isEmpty());
    }

    @Test
    void theDatasetsAndMetricsOfTheDashboardAre() {
        var files = dashboardFiles();
        assertThat(files).hasSizeGreaterThan(10);
        var faults = new ArrayList<String>();
        for (var file : files) {
            examine(file, faults);
        }

        assertThat(faults).isEmpty();
    }

    @Test
    void aFaultInADatasetIsFound() throws IOException {
        var faults = new ArrayList<String>();
        examine("bad.yaml", new YAMLMapper().readTree("""
                        sql: SELECT date_format(month_start, '%Y') label FROM marts.monthly_kpis
                        metrics:
                          - metric_name: quantity
                            expression: SUM(rows)
                        """), faults);

        assertThat(faults).hasSize(2);
    }

    private static List<Path> dashboardFiles() {
        try (var files = Files.walk(ROOT.resolve("superset"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void examine(Path file, List<String> faults) {
        try {
            examine(ROOT.relativize(file).toString(), new YAMLMapper().readTree(file.toFile()), faults);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void examine(String file, JsonNode node, List<String> faults) {
        for (var field : node.properties()) {
            if (field.getValue().isTextual() && field.getKey().equals("sql")) {
                add(file, CommonSql.faultsOf(field.getValue().asText()), faults);
            } else if (field.getValue().isTextual() && EXPRESSIONS.contains(field.getKey())) {
                add(file, CommonSql.faultsOfExpression(field.getValue().asText()), faults);
            }
        }
        node.forEach(child -> examine(file, child, faults));
    }

    private static void add(String file, List<String> found, List<String> faults) {
        found.forEach(fault -> faults.add(file + ": " + fault));
    }
}
