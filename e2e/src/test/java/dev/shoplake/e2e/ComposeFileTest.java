package dev.shoplake.e2e;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be told of the compose file without an engine. */
class ComposeFileTest {
    /** What a machine of 16 GiB has. */
    private static final long MEMORY_MIB = 16 * 1024;

    /** These end by themselves, and others wait for it. */
    private static final Set<String> JOBS =
            Set.of("shop-migrate", "events-topics", "dremio-provision", "settings", "airflow-migrate");

    /** Run by hand. */
    private static final String ON_REQUEST = "shoplake";

    /** Images whose processes write beside their volumes: their own file system stays writable. */
    private static final Set<String> WRITABLE = Set.of(
            "kafka",
            "object-store",
            "dremio",
            "superset",
            "airflow",
            "airflow-migrate",
            "airflow-scheduler",
            "airflow-dag-processor");

    /** Settings of containers, of Airflow's tasks and of Superset: no Java program reads them. */
    private static final Set<String> NOT_OF_PROGRAMS = Set.of(
            "SHOPLAKE_SETTINGS_FILE",
            "SHOPLAKE_TASK_VARIABLES",
            "SHOPLAKE_REPORTS",
            "SHOPLAKE_ALERT_WEBHOOK_URL",
            "SHOPLAKE_ALERT_MAIL_TO",
            "SHOPLAKE_SUPERSET_DATABASE_URI",
            "SHOPLAKE_SUPERSET_ENGINE_URI",
            "SHOPLAKE_SUPERSET_SECRET_KEY",
            "SHOPLAKE_SUPERSET_ADMIN_USER",
            "SHOPLAKE_SUPERSET_ADMIN_PASSWORD");

    private static final Pattern IMAGE = Pattern.compile("(\\$\\{[A-Z_]+:-)?[a-z0-9./-]+:(?<tag>[A-Za-z0-9._-]+)}?");
    private static final Pattern SIZE = Pattern.compile("(?<number>[0-9]+)(?<unit>[mg])");

    private static final Map<String, JsonNode> SERVICES =
            YamlFile.read(Repository.root().resolve("docker-compose.yml")).path("services").properties().stream()
                    .collect(toMap(Entry::getKey, Entry::getValue));

    @Test
    void everyImageIsPinnedToAVersion() {
        assertThat(SERVICES).hasSizeGreaterThan(20).allSatisfy((name, service) -> {
            var image = IMAGE.matcher(service.path("image").asText());
            assertThat(image.matches())
                    .as("image of %s: %s", name, service.path("image"))
                    .isTrue();
            assertThat(image.group("tag"))
                    .as("tag of %s", name)
                    .isNotEqualTo("latest")
                    .matches(".*[0-9].*");
        });
    }

    @Test
    void ourImagesBearTheVersionOfTheBuild() throws IOException {
        var version = Files.readString(Repository.root().resolve("pom.xml"))
                .split("<version>", 2)[1]
                .split("<", 2)[0];

        var ours = SERVICES.values().stream()
                .filter(service -> service.has("build"))
                .toList();
        assertThat(ours).hasSizeGreaterThan(10).allSatisfy(service -> {
            var target = service.path("build").path("target").asText();
            assertThat(service.path("image").asText()).isEqualTo(target + ":" + version);
            assertThat(Files.readString(Repository.root().resolve("Dockerfile")))
                    .contains(" AS " + target + "\n");
        });
    }

    @Test
    void noPortIsSeenFromOutsideTheMachine() {
        var ports = SERVICES.values().stream()
                .flatMap(service -> service.path("ports").valueStream().map(JsonNode::asText))
                .toList();

        assertThat(ports).hasSizeGreaterThan(8).doesNotHaveDuplicates().allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void everyProfileFitsAMachineOf16GiB() {
        for (var profile : Set.of("core", "bi", "all")) {
            assertThat(sumMiB(Set.of(profile))).as("MiB of profile %s", profile).isBetween(4_000L, MEMORY_MIB);
        }
        assertThat(sumMiB(Set.of("bi", "spark")))
                .as("MiB of profiles bi and spark")
                .isLessThanOrEqualTo(MEMORY_MIB);
    }

    /** Jobs are left out of the sum, for they run while what waits for them does not yet. */
    @Test
    void jobsTakeTheRoomOfWhatWaitsForThem() {
        assertThat(JOBS).allSatisfy(job -> {
            var waiting = SERVICES.values().stream()
                    .filter(service -> service.path("depends_on")
                            .path(job)
                            .path("condition")
                            .asText()
                            .equals("service_completed_successfully"))
                    .mapToLong(ComposeFileTest::memoryMiB)
                    .max();
            assertThat(waiting).as("what waits for %s", job).isPresent();
            assertThat(memoryMiB(service(job))).as("memory of %s", job).isLessThanOrEqualTo(waiting.getAsLong());
        });
    }

    @Test
    void everyServiceSaysWhetherItIsWellUnlessItEnds() {
        assertThat(SERVICES).allSatisfy((name, service) -> {
            boolean ends = JOBS.contains(name) || name.equals(ON_REQUEST);
            assertThat(service.has("healthcheck"))
                    .as("%s has a health check", name)
                    .isEqualTo(!ends);
            assertThat(service.path("restart").asText())
                    .as("restart of %s", name)
                    .isEqualTo(ends ? "no" : "unless-stopped");
            assertThat(service.path("healthcheck").toString())
                    .as("%s needs no curl", name)
                    .doesNotContain("curl", "wget");
        });
    }

    @Test
    void noContainerGetsMoreRightsThanItNeeds() {
        assertThat(SERVICES).allSatisfy((name, service) -> {
            assertThat(service.path("cap_drop").toString())
                    .as("cap_drop of %s", name)
                    .isEqualTo("[\"ALL\"]");
            assertThat(service.path("security_opt").toString())
                    .as("security_opt of %s", name)
                    .isEqualTo("[\"no-new-privileges:true\"]");
            assertThat(service.path("read_only").asBoolean())
                    .as("read_only of %s", name)
                    .isEqualTo(!WRITABLE.contains(name));
            assertThat(service.path("privileged").isMissingNode()
                            && service.path("cap_add").isMissingNode())
                    .as("%s asks for nothing", name)
                    .isTrue();
            assertThat(service.path("volumes").toString())
                    .as("volumes of %s", name)
                    .doesNotContain("docker.sock");
        });
    }

    @Test
    void whatIsNeededIsInTheSameProfiles() {
        assertThat(SERVICES)
                .allSatisfy((name, service) -> service.path("depends_on")
                        .properties()
                        .forEach(needed -> {
                            assertThat(profiles(service(needed.getKey())))
                                    .as("profiles of %s, needed by %s", needed.getKey(), name)
                                    .containsAll(profiles(service));
                            assertThat(needed.getValue().path("condition").asText())
                                    .as("%s waits for %s", name, needed.getKey())
                                    .isEqualTo(
                                            JOBS.contains(needed.getKey())
                                                    ? "service_completed_successfully"
                                                    : "service_healthy");
                        }));
    }

    @Test
    void settingsAreCalledAsTheLocalStackCallsThem() throws IOException {
        var document = Files.readString(Repository.root().resolve("docs/configuration.md"));

        var names = new TreeSet<String>();
        SERVICES.values()
                .forEach(service -> service.path("environment").fieldNames().forEachRemaining(names::add));
        names.removeIf(name -> !name.startsWith("SHOPLAKE_") || NOT_OF_PROGRAMS.contains(name));

        assertThat(names)
                .hasSizeGreaterThan(30)
                .allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
    }

    @Test
    void airflowHasNoSettingThatIsSecretToItsTasks() {
        var secret = Set.of(
                "SHOPLAKE_S3_SECRET_KEY",
                "SHOPLAKE_POSTGRES_PASSWORD",
                "SHOPLAKE_REDIS_PASSWORD",
                "SHOPLAKE_ERASURE_KEY",
                "SHOPLAKE_COLLECTOR_API_KEY");

        assertThat(service("settings").path("environment").properties().stream().map(Entry::getKey))
                .containsAll(secret);
        assertThat(SERVICES.keySet())
                .filteredOn(name -> name.startsWith("airflow"))
                .hasSize(4)
                .allSatisfy(name -> assertThat(service(name).path("environment").properties().stream()
                                .map(Entry::getKey))
                        .doesNotContainAnyElementsOf(secret));
    }

    private static long sumMiB(Set<String> profiles) {
        return SERVICES.entrySet().stream()
                .filter(service -> !JOBS.contains(service.getKey()))
                .map(Entry::getValue)
                .filter(service -> profiles(service).stream().anyMatch(profiles::contains))
                .mapToLong(ComposeFileTest::memoryMiB)
                .sum();
    }

    private static long memoryMiB(JsonNode service) {
        var size = SIZE.matcher(service.path("mem_limit").asText());
        assertThat(size.matches())
                .as("mem_limit %s of %s", service.path("mem_limit"), service.path("image"))
                .isTrue();
        return Long.parseLong(size.group("number")) * (size.group("unit").equals("g") ? 1024 : 1);
    }

    private static Set<String> profiles(JsonNode service) {
        return service.path("profiles").valueStream().map(JsonNode::asText).collect(toSet());
    }

    private static JsonNode service(String name) {
        var service = SERVICES.get(name);
        if (service == null) {
            throw new AssertionError("there is no service " + name);
        }
        return service;
    }
}
