package dev.shoplake.dremio;

import dev.shoplake.dremio.provision.Plan;
import dev.shoplake.dremio.provision.Provisioning;
import dev.shoplake.dremio.rest.DremioClient;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "dremio",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Prepares a Dremio, whose address SHOPLAKE_DREMIO_URL tells, to show the marts.")
final class DremioCommand {
    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new DremioCommand()).addSubcommand(new Provision(environment));
    }

    @Command(
            name = "provision",
            mixinStandardHelpOptions = true,
            description = {
                "Waits for Dremio, then makes it hold: the administrator, the source lake (Nessie), the space marts with a"
                        + " view for each mart, and an account that reads them.",
                "Each step looks first: what is as it should be stays untouched, so run it as often as you like."
            },
            footer = {
                "",
                "Dremio must reach Nessie and S3 at the addresses in SHOPLAKE_NESSIE_URI and SHOPLAKE_S3_ENDPOINT.",
                "A mart that is not published yet gets its view when this is run again after ./shoplake etl run"
            })
    private static final class Provision implements Callable<Integer> {
        private final Map<String, String> environment;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--reflections",
                description =
                        "Let Dremio keep a copy of each mart, refreshed hourly; worth it from ten million rows on.")
        private boolean reflections;

        @Option(
                names = "--renew-secrets",
                description = "Write the source again: after the S3 keys have changed, which Dremio does not show.")
        private boolean renewSecrets;

        Provision(Map<String, String> environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            var settings = DremioSettings.from(environment);
            var output = spec.commandLine().getOut();
            output.printf("dremio: provisions %s%n", settings.url());
            var dremio = DremioClient.of(settings.url(), settings.admin());
            new Provisioning(dremio, settings.startTimeout(), output, Clock.systemUTC())
                    .apply(new Plan(settings.admin(), settings.reader(), settings.lake(), reflections, renewSecrets));
            return CommandLine.ExitCode.OK;
        }
    }
}
