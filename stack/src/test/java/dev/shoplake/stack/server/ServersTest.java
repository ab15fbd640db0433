package dev.shoplake.stack.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.install.Cache;
import dev.shoplake.stack.install.MavenArtifact;
import dev.shoplake.stack.install.PythonEnvironments;
import dev.shoplake.stack.program.Programs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void trinoComesWithCatalogAndStore() {
        assertThat(names("trino")).containsExactly("s3", "nessie", "trino");
    }

    @Test
    void dashboardComesWithTheEngineThatAnswersIt() {
        assertThat(names("superset")).containsExactly("s3", "nessie", "trino", "superset");
    }

    @Test
    void serviceComesWithItsServers() {
        assertThat(names("consumer")).containsExactly("kafka", "redis", "s3", "nessie", "consumer");
    }

    @Test
    void withoutNamesEverythingIsMeant() {
        assertThat(names())
                .containsExactly(
                        "kafka",
                        "postgres",
                        "redis",
                        "s3",
                        "nessie",
                        "trino",
                        "mlflow",
                        "superset",
                        "airflow",
                        "airflow-scheduler",
                        "airflow-dags",
                        "collector",
                        "consumer",
                        "recommender");
    }

    private List<String> names(String... wanted) {
        var cache = new Cache(folder, (subject, message) -> {});
        var home = new StackHome(folder);
        var servers = new Servers(
                home,
                StackProperties.open(home.properties()),
                cache,
                new MavenArtifact(folder, (subject, message) -> {}),
                new PythonEnvironments(cache, folder),
                new Programs(folder));
        return servers.withNeeds(List.of(wanted), List.of()).stream()
                .map(Server::name)
                .toList();
    }
}
