package dev.shoplake.stack;

import dev.shoplake.runtime.settings.SettingsReader;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a stack lives.
 *
 * @param root folder of the project, with its {@code pom.xml}
 * @param home folder of all that the stack's servers write
 * @param cache folder of installed server software, shared by all stacks
 */
public record StackSettings(Path root, Path home, Path cache) {
    public static StackSettings read(SettingsReader reader) {
        var root = Path.of(reader.text("SHOPLAKE_ROOT", "folder of the project; ./shoplake sets it"))
                .toAbsolutePath();
        return new StackSettings(
                root,
                Path.of(reader.text(
                                "SHOPLAKE_HOME",
                                root.resolve(".shoplake/home").toString(),
                                "folder of the stack's data, logs, ports and passwords"))
                        .toAbsolutePath(),
                Path.of(reader.text(
                                "SHOPLAKE_CACHE",
                                root.resolve(".shoplake/cache").toString(),
                                "folder of installed server software, shared by all stacks"))
                        .toAbsolutePath());
    }

    public static StackSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish();
        return settings;
    }
}
