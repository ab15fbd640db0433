package dev.shoplake.stack.command;

import dev.shoplake.stack.home.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The file of settings that {@code docker compose} reads. What a compose file demands, as in <code>${NAME:?reason}</code>,
 * are its passwords and keys: each is made up once and kept from then on.
 */
final class ComposeSettings {
    private static final Pattern DEMANDED = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):\\?");

    /** 32 bytes in the alphabet of URLs: as long as the longest key demands, and nothing that a shell or a URI reads. */
    private static final int KEY_BYTES = 32;

    private static final String PROFILES = "COMPOSE_PROFILES";

    private final SecureRandom random;

    ComposeSettings(SecureRandom random) {
        this.random = random;
    }

    /**
     * Adds what is missing; lines that are there stay as they are.
     *
     * @param compose the compose file
     * @param file to write, readable by its owner alone
     * @return the names that were added
     */
    List<String> complete(Path compose, Path file) throws IOException {
        var lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        var added = new ArrayList<String>();
        if (!has(lines, PROFILES)) {
            lines.add("# What docker compose starts when no --profile is given: core, bi or all");
            lines.add(PROFILES + "=all");
            added.add(PROFILES);
        }
        for (var name : demanded(Files.readString(compose))) {
            if (!has(lines, name)) {
                lines.add(name + "=" + key());
                added.add(name);
            }
        }
        PrivateFile.write(file.toAbsolutePath(), String.join("\n", lines) + "\n");
        return List.copyOf(added);
    }

    static Set<String> demanded(String compose) {
        var names = new TreeSet<String>();
        DEMANDED.matcher(compose).results().forEach(match -> names.add(match.group(1)));
        return names;
    }

    private static boolean has(List<String> lines, String name) {
        return lines.stream().anyMatch(line -> line.startsWith(name + "="));
    }

    /** Begins with a letter, for what would take it for an option else, and has a digit, which Dremio wants to see. */
    private String key() {
        var bytes = new byte[KEY_BYTES];
        while (true) {
            random.nextBytes(bytes);
            var key = Base64.getUrlEncoder().encodeToString(bytes);
            if (Character.isLetter(key.charAt(0)) && key.chars().anyMatch(Character::isDigit)) {
                return key;
            }
        }
    }
}
