package dev.shoplake.benchmarks.batch;

import dev.shoplake.benchmarks.batch.peer.PlainJdbcMain;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shops of growing size: everything, then what has changed in one order of a hundred; and the extract beside plain Spark. */
@Command(
        name = "batch",
        description = {
            "What a run over everything costs, and one over the changes of 1 % of the orders; and how long it takes to copy the"
                    + " shop's rows to files, beside plain Spark JDBC.",
            "On generated shops and servers of their own, which are removed afterwards."
        })
public final class BatchCommand implements Callable<Integer> {
    private static final Pattern COPIED = Pattern.compile("copied in ([0-9.]+) s");

    private final Map<String, String> environment;

    @Option(
            names = "--lines",
            split = ",",
            defaultValue = "1000000",
            description = "order lines of each shop (default: ${DEFAULT-VALUE})")
    private List<Long> sizes = List.of();

    /** @param environment of this process */
    public BatchCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException, URISyntaxException {
        for (var lines : sizes) {
            measure(lines);
        }
        return 0;
    }

    private void measure(long size) throws IOException, InterruptedException, SQLException, URISyntaxException {
        var root = Path.of(environment.getOrDefault("SHOPLAKE_ROOT", "")).toAbsolutePath();
        try (var stack = MeasuredStack.start(root)) {
            var shop = new GeneratedShop(stack.shop(), size);
            shop.fill();
            long lines = shop.lines();
            var full = stack.etlRun("--full");
            double plain = secondsOfPlainJdbc(stack);
            shop.change();
            report(lines, full, stack.etlRun(), plain);
        }
    }

    private static double secondsOfPlainJdbc(MeasuredStack stack)
            throws IOException, InterruptedException, URISyntaxException {
        var classes = Path.of(BatchCommand.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return stack
                .runBesideEtl(PlainJdbcMain.class.getName(), classes, GeneratedShop.BEGIN, GeneratedShop.END)
                .stream()
                .map(COPIED::matcher)
                .filter(line -> line.matches())
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private static void report(long lines, Cost full, Cost increment, double plain) {
        System.out.printf(
                "%n%-34s %12s %12s %8s%n", "%,d order lines".formatted(lines), "everything", "changes", "ratio");
        line("seconds", full.seconds(), increment.seconds());
        line("processor seconds of the batch", full.processorSeconds(), increment.processorSeconds());
        line("processor seconds of the servers", full.serverSeconds(), increment.serverSeconds());
        line("MB read from the database", megabytes(full.fromDatabase()), megabytes(increment.fromDatabase()));
        line("MB read from the store", megabytes(full.fromStore()), megabytes(increment.fromStore()));
        line("MB written to the store", megabytes(full.toStore()), megabytes(increment.toStore()));
        full.stages()
                .forEach((stage, seconds) -> line(
                        "  %s, seconds".formatted(stage),
                        seconds,
                        increment.stages().getOrDefault(stage, 0.0)));
        double extract = full.stages().getOrDefault("extract", Double.NaN);
        System.out.printf(
                "copy of the shop to files, seconds: %.1f by extract, %.1f by plain Spark JDBC: %.1f times%n",
                extract, plain, plain / extract);
    }

    private static void line(String what, double full, double increment) {
        System.out.printf("%-34s %,12.1f %,12.1f %7.1f%%%n", what, full, increment, 100 * increment / full);
    }

    private static double megabytes(long bytes) {
        return bytes / 1e6;
    }
}
