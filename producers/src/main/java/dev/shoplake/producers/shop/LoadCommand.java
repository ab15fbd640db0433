package dev.shoplake.producers.shop;

import dev.shoplake.producers.shop.catalogue.CataloguePublication;
import dev.shoplake.producers.shop.database.Database;
import dev.shoplake.producers.shop.load.CsvShop;
import dev.shoplake.producers.shop.load.LoadSummary;
import dev.shoplake.producers.shop.load.OnlineRetail;
import dev.shoplake.producers.shop.load.ShopLoad;
import dev.shoplake.producers.shop.load.Source;
import dev.shoplake.producers.shop.steps.Steps;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shop load}: the sources, and one way of loading for all. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "SOURCE",
        description = {
            "Loads files into the shop's database: all or nothing.",
            "Loading the same files again changes nothing; a newer file adds and updates rows, and never removes any.",
            "Ends by publishing the live catalogue.%n"
        })
final class LoadCommand implements Runnable {
    private static final Path ONLINE_RETAIL = Path.of("data", "online-retail", "online-retail.csv.gz");

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    LoadCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which source?");
    }

    @Command(
            name = "online-retail",
            mixinStandardHelpOptions = true,
            description = "Loads the UCI data set Online Retail: a year of a British gift shop, 541,909 invoice lines.")
    int onlineRetail(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FILE",
                            description = "CSV, plain or gzip (default: data/online-retail/online-retail.csv.gz)")
                    @Nullable
                    Path file)
            throws IOException, SQLException {
        var settings = ShopSettings.from(environment);
        return load(settings, new OnlineRetail(file == null ? settings.root().resolve(ONLINE_RETAIL) : file));
    }

    @Command(
            name = "csv",
            mixinStandardHelpOptions = true,
            description =
                    "Loads any shop: customers.csv, products.csv, orders.csv and order_items.csv, plain or .csv.gz. "
                            + "docs/shop-data.md describes the columns.")
    int csv(@Parameters(paramLabel = "DIR", description = "the folder with the four files") Path folder)
            throws IOException, SQLException {
        return load(ShopSettings.from(environment), new CsvShop(folder));
    }

    private int load(ShopSettings settings, Source source) throws IOException, SQLException {
        long startedAt = System.nanoTime();
        try (var steps = Steps.onStandardError()) {
            var summary = write(settings, source, steps);
            var catalogue = new CataloguePublication(settings.postgres(), settings.redis(), steps).run();
            steps.close();
            var out = spec.commandLine().getOut();
            out.print(summary.toText());
            out.println(catalogue);
            out.printf("loaded in %.1f s%n", (System.nanoTime() - startedAt) / 1e9);
            out.flush();
        }
        return 0;
    }

    private static LoadSummary write(ShopSettings settings, Source source, Steps steps)
            throws IOException, SQLException {
        try (var connection = Database.connect(settings.postgres())) {
            return new ShopLoad(connection, steps).run(source);
        }
    }
}
