package dev.shoplake.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML as a tree, what it merges from elsewhere put in. */
final class YamlFile {
    private static final int MOST_ALIASES = 500;

    private YamlFile() {}

    static JsonNode read(Path file) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try (var reader = Files.newBufferedReader(file)) {
            Object content = new Yaml(new SafeConstructor(options)).load(reader);
            return JsonMapper.builder().build().valueToTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
