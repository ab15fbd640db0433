package dev.shoplake.producers.shop;

import dev.shoplake.producers.shop.database.Migration;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code shop migrate}; needs the database alone. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Makes the shop's tables, or brings them to the newest version. Running it again does no harm.")
final class MigrateCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    MigrateCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var reader = SettingsReader.of(environment);
        var postgres = PostgresSettings.read(reader);
        reader.finish();
        var outcome = Migration.run(postgres);
        spec.commandLine()
                .getOut()
                .printf("shop tables: version %s, %d migrations applied%n", outcome.version(), outcome.applied());
        return 0;
    }
}
