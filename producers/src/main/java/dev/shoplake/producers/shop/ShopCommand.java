package dev.shoplake.producers.shop;

import dev.shoplake.producers.shop.catalogue.CatalogueException;
import dev.shoplake.producers.shop.read.WrongFileException;
import dev.shoplake.runtime.settings.SettingsException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shoplake shop}: the commands and what their failures say. */
@Command(
        name = "shoplake shop",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "The shop's back end: customers, products, orders and order lines in PostgreSQL,",
            "and the live catalogue in Redis.%n"
        },
        footer = {
            "%nExamples:",
            "  shoplake shop migrate                    make or update the tables",
            "  shoplake shop load online-retail         load the year that comes with the project",
            "  shoplake shop load csv my-shop/          load your own shop, see docs/shop-data.md",
            "  shoplake shop serve                      offer the tables over HTTP, see docs/extract-api.md"
        })
public final class ShopCommand implements Runnable {
    private static final int FAILED = 1;
    private static final int WRONG_SETTINGS = 2;
    private static final String UNDEFINED_TABLE = "42P01";

    @Spec
    private CommandSpec spec;

    private ShopCommand(CommandSpec spec) {
        this.spec = spec;
    }

    /** The whole command line, ready to execute; exit codes 0 (done), 1 (failed), 2 (wrong arguments or settings). */
    public static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new ShopCommand(CommandSpec.create()))
                .addSubcommand(new MigrateCommand(environment))
                .addSubcommand(new CommandLine(new LoadCommand(environment)))
                .addSubcommand(new CatalogueCommand(environment))
                .addSubcommand(new ServeCommand(environment))
                .setExecutionExceptionHandler(ShopCommand::explain);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        var errors = command.getErr();
        switch (failure) {
            case SettingsException e -> {
                errors.println(e.getMessage());
                return WRONG_SETTINGS;
            }
            case WrongFileException e -> {
                errors.println(e.getMessage());
                errors.println("Nothing was loaded.");
            }
            case CatalogueException e -> errors.println(e.getMessage());
            case SQLException e
            when UNDEFINED_TABLE.equals(e.getSQLState()) ->
                errors.println("The shop's tables are missing. Make them with: ./shoplake shop migrate");
            case SQLException e -> errors.println("The shop's database failed: " + e.getMessage());
            case FlywayException e -> errors.println("The shop's tables could not be made: " + e.getMessage());
            case IOException e -> errors.println("Reading failed: " + e);
            default -> throw failure;
        }
        return FAILED;
    }
}
