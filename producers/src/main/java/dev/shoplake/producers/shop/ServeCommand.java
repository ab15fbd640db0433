package dev.shoplake.producers.shop;

import dev.shoplake.producers.shop.serve.ExtractService;
import dev.shoplake.producers.shop.serve.ExtractSettings;
import dev.shoplake.runtime.process.ServiceProcess;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code shop serve}; needs the database alone, and runs until it is told to end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Offers the shop's tables over HTTP to a batch that may not reach the database: GET /extract/full and",
            "/extract/incremental, page by page, for those who know the key. It stays in the foreground; Ctrl-C ends it.",
            "Where it listens and who may read are settings (SHOPLAKE_EXTRACT_...), see docs/extract-api.md."
        })
final class ServeCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ServeCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var settings = ExtractSettings.from(environment);
        return ServiceProcess.run("shop serve", System.err, () -> {
            var service = ExtractService.open(settings);
            var out = spec.commandLine().getOut();
            out.printf(
                    "serves the shop's tables on http://%s:%d/extract/ until Ctrl-C%n",
                    settings.http().host(), service.port());
            out.flush();
            return service;
        });
    }
}
