package dev.shoplake.runtime.settings;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values from the environment and collects every problem, so that {@link #finish} reports them together. A
 * faulty or missing value yields a harmless stand-in until then: never use a record read from here before {@code finish}
 * has returned. An empty value counts as absent.
 */
public final class SettingsReader {
    private final Map<String, String> environment;
    private final Map<String, Setting> described = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private SettingsReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public static SettingsReader of(Map<String, String> environment) {
        return new SettingsReader(environment);
    }

    /** Text that must be given. */
    public String text(String key, String meaning) {
        return read(key, "text", null, meaning, "", value -> value);
    }

    /** Text with a default. */
    public String text(String key, String fallback, String meaning) {
        return read(key, "text", fallback, meaning, fallback, value -> value);
    }

    /** A password or key that must be given; its value never appears in a message. */
    public Secret secret(String key, String meaning) {
        return new Secret(read(key, "secret text", null, meaning, "", value -> value));
    }

    /** A password or key that may be left out, empty then; its value never appears in a message. */
    public Secret secretOrNone(String key, String meaning) {
        return new Secret(read(key, "secret text", "", meaning, "", value -> value));
    }

    /** The name of one of an enum's constants, in small letters. */
    public <E extends Enum<E>> E oneOf(String key, E fallback, String meaning) {
        var constants = fallback.getDeclaringClass().getEnumConstants();
        var names = Stream.of(constants).map(SettingsReader::name).toList();
        return read(key, "one of " + String.join(", ", names), name(fallback), meaning, fallback, value -> {
            int index = names.indexOf(value);
            return index < 0 ? null : constants[index];
        });
    }

    /** A whole number within limits, both inclusive. */
    public int integer(String key, int fallback, int least, int most, String meaning) {
        var form = "a whole number from %d to %d".formatted(least, most);
        return read(key, form, Integer.toString(fallback), meaning, fallback, value -> {
            int number = Integer.parseInt(value);
            return number < least || number > most ? null : number;
        });
    }

    /** A number within limits, both inclusive. */
    public double number(String key, double fallback, double least, double most, String meaning) {
        var form = "a number from %s to %s".formatted(least, most);
        return read(key, form, Double.toString(fallback), meaning, fallback, value -> {
            double number = Double.parseDouble(value);
            return number >= least && number <= most ? number : null;
        });
    }

    /** A TCP port; 0 lets the system choose one. */
    public int port(String key, int fallback, String meaning) {
        return integer(key, fallback, 0, 65_535, meaning);
    }

    /** An ISO-8601 duration within limits, both inclusive. */
    public Duration duration(String key, Duration fallback, Duration least, Duration most, String meaning) {
        var form = "an ISO-8601 duration from %s to %s".formatted(least, most);
        return read(key, form, fallback.toString(), meaning, fallback, value -> {
            var duration = Duration.parse(value);
            return duration.compareTo(least) < 0 || duration.compareTo(most) > 0 ? null : duration;
        });
    }

    /** An absolute URI with one of the given schemes. */
    public URI uri(String key, String meaning, String... schemes) {
        return read(key, uriForm(schemes), null, meaning, URI.create("missing:" + key), value -> asUri(value, schemes));
    }

    /** An absolute URI with one of the given schemes, or the default. */
    public URI uri(String key, URI fallback, String meaning, String... schemes) {
        return read(key, uriForm(schemes), fallback.toString(), meaning, fallback, value -> asUri(value, schemes));
    }

    /** An absolute URI with one of the given schemes, or nothing. */
    public Optional<URI> optionalUri(String key, String meaning, String... schemes) {
        return read(key, uriForm(schemes), "", meaning, Optional.empty(), value -> {
            var uri = asUri(value, schemes);
            return uri == null ? null : Optional.of(uri);
        });
    }

    /** A time zone by its IANA name. */
    public ZoneId zone(String key, ZoneId fallback, String meaning) {
        var shown = fallback.equals(ZoneOffset.UTC) ? "UTC" : fallback.getId();
        return read(key, "a time zone such as Europe/London", shown, meaning, fallback, ZoneId::of);
    }

    /** What has been read so far, in order. */
    public List<Setting> described() {
        return List.copyOf(described.values());
    }

    /**
     * Ends the reading.
     *
     * @param ownPrefixes beginnings of keys that belong to this service alone: any other key with such a beginning is a
     *     mistake, answered with the nearest known key
     * @throws SettingsException naming every problem at once
     */
    public void finish(String... ownPrefixes) {
        environment.keySet().stream().sorted().forEach(key -> {
            for (var prefix : ownPrefixes) {
                if (key.startsWith(prefix) && !described.containsKey(key)) {
                    problems.add("%s is not a known key%s".formatted(key, suggestion(key)));
                }
            }
        });
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private <T> T read(
            String key,
            String form,
            @Nullable String fallback,
            String meaning,
            T standIn,
            Function<String, @Nullable T> parse) {
        described.put(key, new Setting(key, form, fallback, meaning));
        var value = environment.get(key);
        if (value == null || value.isBlank()) {
            if (fallback == null) {
                problems.add("%s is missing: expected %s (%s)".formatted(key, form, meaning));
            }
            return standIn;
        }
        T parsed = parseOrNull(value.strip(), parse);
        if (parsed == null) {
            problems.add("%s is '%s': expected %s (%s)".formatted(key, value, form, meaning));
            return standIn;
        }
        return parsed;
    }

    private static <T> @Nullable T parseOrNull(String value, Function<String, @Nullable T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String uriForm(String... schemes) {
        return "an address that starts with " + String.join(":// or ", schemes) + "://";
    }

    private static @Nullable URI asUri(String value, String... schemes) {
        var uri = URI.create(value);
        return List.of(schemes).contains(uri.getScheme()) ? uri : null;
    }

    private String suggestion(String unknown) {
        Optional<String> nearest = described.keySet().stream()
                .min(Comparator.comparingInt(known -> EditDistance.between(known, unknown)))
                .filter(known -> EditDistance.between(known, unknown) <= 5);
        return nearest.map(": did you mean %s?"::formatted).orElse("");
    }
}
