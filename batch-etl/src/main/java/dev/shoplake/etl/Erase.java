package dev.shoplake.etl;

import dev.shoplake.contracts.lake.Erasures;
import dev.shoplake.etl.erase.Erasure;
import dev.shoplake.etl.lake.SparkStart;
import dev.shoplake.etl.run.RunLock;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code etl erase}: takes persons out of everything that is kept. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:erased, and found nowhere afterwards",
            "1:failed, or still found: the report says where; call it again",
            "99:they were erased before"
        },
        description = {
            "Erase persons by their ids, customers and visitors alike: from the lake with its history, raw files, archive and",
            "Redis. Months keep their figures, under a pseudonym. Then everything is searched for them. See docs/erasure.md."
        },
        footer = {"", "For instance: etl erase 17850, or etl erase --list - < ids.txt"})
final class Erase implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "USER", arity = "0..*", description = "Ids of users.")
    private List<String> users = List.of();

    @Option(names = "--list", paramLabel = "FILE", description = "A file with an id a line; - for standard input.")
    private @Nullable Path list;

    @Option(names = "--wait", description = "Wait for a run to end instead of giving up.")
    private boolean wait;

    Erase(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var ids = ids();
        var settings = EraseSettings.from(environment);
        var etl = settings.etl();
        try (var lock = RunLock.of(etl.postgres(), "erase", wait)) {
            lock.confirm();
            var erasure =
                    new Erasure(etl.lake(), settings.redis(), etl.erasureKey(), lock, Clock.systemUTC(), System.out);
            return switch (erasure.erase(ids, () -> SparkStart.start(etl.sparkMaster(), etl.lake()))) {
                case ERASED -> ExitCode.OK;
                case FOUND -> ExitCode.SOFTWARE;
                case NOTHING_TO_DO -> {
                    System.out.println("nothing to do: they were erased before, and are found nowhere");
                    yield PendingWindow.NOTHING_TO_DO;
                }
            };
        }
    }

    private Set<String> ids() {
        var ids = new LinkedHashSet<>(users);
        if (list != null) {
            try {
                var text = list.equals(Path.of("-"))
                        ? new String(System.in.readAllBytes(), Charset.defaultCharset())
                        : Files.readString(list, StandardCharsets.UTF_8);
                text.lines().map(String::strip).forEach(ids::add);
            } catch (IOException e) {
                throw new ParameterException(
                        spec.commandLine(), "--list: %s cannot be read: %s".formatted(list, e.getMessage()), e);
            }
        }
        ids.remove("");
        if (ids.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "nobody to erase: name users, or a --list of them");
        }
        ids.stream().filter(Erasures::isPseudonym).findFirst().ifPresent(pseudonym -> {
            throw new ParameterException(
                    spec.commandLine(), "%s is the pseudonym of somebody who was erased".formatted(pseudonym));
        });
        return ids;
    }
}
