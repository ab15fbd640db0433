package dev.shoplake.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.runtime.settings.Setting;
import dev.shoplake.runtime.settings.SettingsReader;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every settings record has a method {@code static X read(SettingsReader)}; what it reads is what the document must say. */
class ConfigurationDocumentTest {
    @Test
    void theDocumentListsEverySettingAsTheCodeReadsIt() throws Exception {
        var expected = tables();
        var proposal = Repository.root().resolve("e2e/target/configuration.md");
        Files.writeString(proposal, expected);

        var document = Files.readString(Repository.root().resolve("docs/configuration.md"));
        assertThat(document)
                .as("docs/configuration.md must hold these tables as they are; a fresh copy lies in %s", proposal)
                .contains(expected);
    }

    private static String tables() throws Exception {
        var text = new StringBuilder();
        var shared = new LinkedHashSet<Setting>();
        var own = new ArrayList<String>();
        try (var loader = new URLClassLoader(classFolders(), ConfigurationDocumentTest.class.getClassLoader())) {
            for (var method : readMethods(loader, "runtime")) {
                shared.addAll(described(method));
            }
            for (var module : Repository.MODULES) {
                Set<Setting> settings = new LinkedHashSet<>();
                if (!module.equals("runtime")) {
                    for (var method : readMethods(loader, module)) {
                        settings.addAll(described(method));
                    }
                    settings.removeAll(shared);
                }
                if (!settings.isEmpty()) {
                    own.add("## " + module + "\n" + table(settings));
                }
            }
        }
        text.append("## Connections\n").append(table(shared));
        own.forEach(section -> text.append("\n").append(section));
        return text.toString();
    }

    private static String table(Set<Setting> settings) {
        var text = new StringBuilder("| key | value | default | meaning |\n|---|---|---|---|\n");
        for (var setting : settings) {
            text.append("| `%s` | %s | %s | %s |\n"
                    .formatted(setting.key(), setting.form(), fallback(setting.fallback()), setting.meaning()));
        }
        return text.toString();
    }

    private static String fallback(@Nullable String fallback) {
        if (fallback == null) {
            return "required";
        }
        var workingFolder = Path.of("").toAbsolutePath() + "/";
        return fallback.isEmpty() ? "" : "`" + fallback.replace(workingFolder, "") + "`";
    }

    private static List<Setting> described(Method read) throws Exception {
        var reader = SettingsReader.of(Map.of());
        read.invoke(null, reader);
        return reader.described();
    }

    private static List<Method> readMethods(ClassLoader loader, String module) throws IOException {
        var folder = Repository.classes(module);
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith("Settings.class"))
                    .sorted()
                    .map(file -> loaded(loader, folder, file))
                    .map(ConfigurationDocumentTest::readMethod)
                    .filter(method -> method != null)
                    .toList();
        }
    }

    private static Class<?> loaded(ClassLoader loader, Path folder, Path file) {
        var name = folder.relativize(file).toString().replace(".class", "").replace('/', '.');
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Method readMethod(Class<?> settings) {
        try {
            var method = settings.getDeclaredMethod("read", SettingsReader.class);
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static URL[] classFolders() throws MalformedURLException {
        var urls = new ArrayList<URL>();
        for (var module : Repository.MODULES) {
            urls.add(Repository.classes(module).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
