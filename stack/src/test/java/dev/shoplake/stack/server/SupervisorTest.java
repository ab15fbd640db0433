package dev.shoplake.stack.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatStartsAfterAnotherStopsBeforeIt() throws Exception {
        var told = new ConcurrentLinkedQueue<String>();
        var home = new StackHome(folder);
        home.create();
        var supervisor =
                new Supervisor(home, StackProperties.open(home.properties()), (subject, message) -> told.add(subject));
        var quick = new Shell("database", "sleep 60", List.of(), folder);
        var slow = new Shell(
                "client", "trap 'sleep 0.5; exit 0' TERM; while :; do sleep 0.05; done", List.of("database"), folder);
        var servers = List.<Server>of(quick, slow);
        supervisor.start(servers, server -> {});
        told.clear();

        supervisor.stop(servers);

        assertThat(told).containsExactly("client", "database");
    }

    /** A server that serves nobody. */
    private record Shell(String name, String script, List<String> startsAfter, Path folder) implements Server {
        @Override
        public List<String> needs() {
            return startsAfter;
        }

        @Override
        public List<String> ports() {
            return List.of();
        }

        @Override
        public void install() {
            // A shell is everywhere
        }

        @Override
        public Launch prepare() {
            return new Launch(List.of("sh", "-c", "touch %s; %s".formatted(name, script)), Map.of(), folder);
        }

        @Override
        public void check() {
            if (!Files.exists(folder.resolve(name))) {
                throw new IllegalStateException("does not run yet");
            }
        }

        @Override
        public Map<String, String> settings() {
            return Map.of();
        }
    }
}
