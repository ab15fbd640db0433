package dev.shoplake.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.contracts.lake.MartTables;
import dev.shoplake.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard's files hold together, and fit the tables they read. No server is asked. */
class DashboardAssetsIT {
    private static final Path SUPERSET = Repository.root().resolve("superset");
    private static final Path ASSETS = SUPERSET.resolve("assets");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everythingAFileRefersToExists() {
        var columns = check("--columns", ASSETS.toString())
                .lines()
                .filter(line -> line.startsWith("column "))
                .map(line -> line.substring("column ".length()))
                .toList();

        var declared = MartTables.all().stream()
                .flatMap(table -> table.columns().stream().map(column -> table.identifier() + " " + column.name()))
                .toList();
        assertThat(columns).hasSizeGreaterThan(60).isSubsetOf(declared);
    }

    @Test
    void whatOnlyABrowserWouldNoticeIsNamed() throws IOException {
        var folders = List.of(
                changed("charts/orders.yaml", "metric: orders", "metric: ordrs"),
                changed("charts/countries.yaml", "- country", "- land"),
                changed("charts/orders.yaml", "viz_type: big_number", "viz_type: bignumber"),
                changed(
                        "dashboards/monthly.yaml",
                        "uuid: b03bdcbd-0dda-5190-9bfd-58759226a61d",
                        "uuid: b03bdcbd-0dda-5190-9bfd-000000000000"),
                changed("datasets/lake/monthly_trend.yaml", "  shown.sessions,", ""),
                changed(
                        "datasets/lake/daily_sales.yaml",
                        "CASE WHEN MIN(currency) = MAX(currency) THEN SUM(net_revenue) END",
                        "SUM(net_revenue)"),
                changed("datasets/lake/funnel.yaml", "groupby: true", "grouped: true"));

        assertThatThrownBy(() -> check(folders.toArray(String[]::new)))
                .hasMessageContainingAll(
                        "metric: dataset monthly_trend has no metric ordrs",
                        "groupby: dataset category_sales has no column land",
                        "unknown viz_type bignumber",
                        "CHART-orders draws an unknown chart b03bdcbd-0dda-5190-9bfd-000000000000",
                        "Orders is drawn 0 times",
                        "its SQL does not select the column sessions",
                        "metric net_revenue would add amounts of two currencies",
                        "Superset refuses it: {'columns': {0: {'grouped': ['Unknown field.']}");
    }

    private static String check(String... arguments) {
        var command = Stream.concat(
                Stream.of("python", "superset", SUPERSET.resolve("check.py").toString()), Stream.of(arguments));
        return LocalStack.shared("redis").command(command.toArray(String[]::new));
    }

    /** A copy of the assets with one change. */
    private String changed(String name, String text, String replacement) throws IOException {
        var copy = Files.createTempDirectory(folder, "assets");
        try (var files = Files.walk(ASSETS)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = copy.resolve(ASSETS.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        var file = copy.resolve(name);
        var content = Files.readString(file);
        assertThat(content).contains(text);
        Files.writeString(file, content.replace(text, replacement));
        return copy.toString();
    }
}
