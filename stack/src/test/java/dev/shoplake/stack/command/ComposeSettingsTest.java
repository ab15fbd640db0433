package dev.shoplake.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeSettingsTest {
    private static final Path COMPOSE = Path.of("../docker-compose.yml");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void makesUpEverySecretThatTheComposeFileDemands() throws IOException {
        var added = complete("REDIS: ${REDIS_PASSWORD:?why} ${KEY:?why} ${OPTIONAL:-x} ${REDIS_PASSWORD:?why}");

        assertThat(added).containsExactly("COMPOSE_PROFILES", "KEY", "REDIS_PASSWORD");
        assertThat(settings()).containsOnlyKeys("COMPOSE_PROFILES", "KEY", "REDIS_PASSWORD");
    }

    @Test
    void demandsOfTheProjectsOwnFileAreAllMet() throws IOException {
        new ComposeSettings(new SecureRandom()).complete(COMPOSE, file());

        var demanded = ComposeSettings.demanded(Files.readString(COMPOSE));
        assertThat(demanded).contains("REDIS_PASSWORD", "AIRFLOW_FERNET_KEY");
        assertThat(settings().keySet()).containsAll(demanded);
    }

    @Test
    void keepsWhatIsThereAndAddsWhatIsNew() throws IOException {
        Files.writeString(file(), "# mine\nKEY=chosen\nCOMPOSE_PROFILES=core\n");

        var added = complete("${KEY:?why} ${SECOND:?why}");
        var secondTime = complete("${KEY:?why} ${SECOND:?why}");

        assertThat(added).containsExactly("SECOND");
        assertThat(secondTime).isEmpty();
        assertThat(Files.readString(file())).startsWith("# mine\nKEY=chosen\nCOMPOSE_PROFILES=core\nSECOND=");
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws IOException {
        complete("${KEY:?why}");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void keysDifferAndServeAirflowAndDremio() throws IOException {
        var demands = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            demands.add("${KEY_%d:?why}".formatted(i));
        }

        complete(String.join(" ", demands));

        var keys = new HashMap<>(settings());
        keys.remove("COMPOSE_PROFILES");
        assertThat(keys.values()).hasSize(200).doesNotHaveDuplicates().allSatisfy(key -> {
            assertThat(Base64.getUrlDecoder().decode(key)).as("a Fernet key").hasSize(32);
            assertThat(key)
                    .as("a letter first, and a digit")
                    .matches("[A-Za-z].*")
                    .matches(".*[0-9].*");
        });
    }

    private List<String> complete(String compose) throws IOException {
        var source = Files.writeString(folder.resolve("compose.yml"), compose);
        return new ComposeSettings(new SecureRandom()).complete(source, file());
    }

    private Map<String, String> settings() throws IOException {
        var settings = new HashMap<String, String>();
        for (var line : Files.readAllLines(file())) {
            if (!line.startsWith("#")) {
                var parts = line.split("=", 2);
                settings.put(parts[0], parts[1]);
            }
        }
        return settings;
    }

    private Path file() {
        return folder.resolve("settings");
    }
}
