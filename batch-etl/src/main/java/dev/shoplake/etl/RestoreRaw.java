package dev.shoplake.etl;

import dev.shoplake.etl.archive.Archive;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunLock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code etl restore-raw}: what a published run had read, back in the raw zone. */
@Command(
        name = "restore-raw",
        mixinStandardHelpOptions = true,
        description = {
            "Copy the raw files of a published run from the archive back to the raw zone, each verified by its checksum.",
            "The next run that is published puts them away again."
        })
final class RestoreRaw implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUN", description = "The run, such as etl_2011_11_01_2011_12_01.")
    private String name = "";

    @Option(names = "--wait", description = "Wait for a run to end instead of giving up.")
    private boolean wait;

    RestoreRaw(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var run = run();
        var settings = EtlSettings.from(environment);
        try (var lock = RunLock.of(settings.postgres(), spec.name(), wait);
                var archive = Archive.open(settings.lake())) {
            lock.confirm();
            System.out.printf("%,d files of %s are back in the raw zone%n", archive.restore(run), run);
        }
        return ExitCode.OK;
    }

    private Run run() {
        try {
            return new Run(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
