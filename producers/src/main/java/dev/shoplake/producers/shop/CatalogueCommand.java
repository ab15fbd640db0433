package dev.shoplake.producers.shop;

import dev.shoplake.producers.shop.catalogue.CataloguePublication;
import dev.shoplake.producers.shop.steps.Steps;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code shop catalogue}. */
@Command(
        name = "catalogue",
        mixinStandardHelpOptions = true,
        description = "Copies the shop's products into Redis again, where live services look them up. "
                + "Every load ends with it; repeat it if Redis was away or was emptied.")
final class CatalogueCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CatalogueCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws SQLException {
        var settings = ShopSettings.from(environment);
        try (var steps = Steps.onStandardError()) {
            var outcome = new CataloguePublication(settings.postgres(), settings.redis(), steps).run();
            steps.close();
            spec.commandLine().getOut().println(outcome);
        }
        return 0;
    }
}
