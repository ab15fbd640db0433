package dev.shoplake.stack.home;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keys and values in a private file, sorted. */
public final class PropertiesFile {
    private PropertiesFile() {}

    /** What the file holds, nothing if there is none. */
    public static Map<String, String> read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }

    public static void write(Path file, Map<String, String> values) throws IOException {
        var lines = new StringWriter();
        for (var value : new TreeMap<>(values).entrySet()) {
            var one = new StringWriter();
            var properties = new Properties();
            properties.setProperty(value.getKey(), value.getValue());
            properties.store(one, null);
            // The first line that Properties writes is the date
            lines.write(one.toString().lines().skip(1).collect(Collectors.joining("\n", "", "\n")));
        }
        PrivateFile.write(file, lines.toString());
    }
}
