package dev.shoplake.stack.server;

import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import dev.shoplake.stack.program.Program;
import dev.shoplake.stack.program.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A service of this project, with an HTTP endpoint that says whether it is ready. */
final class ServiceServer implements Server {
    private final Program program;
    private final StackHome home;
    private final StackProperties properties;
    private final Programs programs;
    private final Supplier<Map<String, String>> stackSettings;

    /**
     * A service.
     *
     * @param stackSettings of all servers
     */
    ServiceServer(
            Program program,
            StackHome home,
            StackProperties properties,
            Programs programs,
            Supplier<Map<String, String>> stackSettings) {
        this.program = program;
        this.home = home;
        this.properties = properties;
        this.programs = programs;
        this.stackSettings = stackSettings;
    }

    @Override
    public String name() {
        return program.command();
    }

    @Override
    public List<String> needs() {
        return program.needs();
    }

    /** Its servers, and those in which the shop's tables and the topics are made ready for all services. */
    @Override
    public List<String> startsAfter() {
        return Stream.of(program, Program.SHOP, Program.EVENTS)
                .flatMap(each -> each.needs().stream())
                .distinct()
                .toList();
    }

    @Override
    public List<String> ports() {
        return List.of(name());
    }

    @Override
    public boolean isAvailable() {
        return programs.isBuilt(program);
    }

    @Override
    public void install() {
        // The build has done it
    }

    @Override
    public boolean isOutdated(Instant since) throws IOException {
        return programs.builtAt(program).isAfter(since);
    }

    @Override
    public Launch prepare() throws IOException {
        var data = Files.createDirectories(home.data(name()));
        var environment = new HashMap<>(stackSettings.get());
        environment.putAll(settings());
        if (program == Program.RECOMMENDER) {
            environment.put(key("STATE_DIR"), data.resolve("streams").toString());
        }
        return programs.launch(program, List.of(), environment, data);
    }

    @Override
    public void check() throws IOException, InterruptedException {
        Http.get(address() + "/ready");
    }

    @Override
    public Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        settings.put(key("HOST"), "127.0.0.1");
        settings.put(key("PORT"), Integer.toString(properties.port(name())));
        if (program != Program.CONSUMER) {
            settings.put(key("URL"), address());
        }
        if (program == Program.COLLECTOR) {
            settings.put(key("API_KEY"), apiKey().value());
        }
        return settings;
    }

    private Secret apiKey() {
        return properties.password(name());
    }

    private String address() {
        return "http://127.0.0.1:" + properties.port(name());
    }

    private String key(String last) {
        return "SHOPLAKE_%s_%s".formatted(name().toUpperCase(Locale.ROOT), last);
    }
}
