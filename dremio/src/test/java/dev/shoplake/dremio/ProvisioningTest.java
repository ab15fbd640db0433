package dev.shoplake.dremio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.MartTables;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The command against a server that answers as Dremio's documentation says; a real Dremio is not part of any test. */
class ProvisioningTest {
    private static final int MARTS = MartTables.all().size();

    private final StandInDremio dremio = new StandInDremio();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "SHOPLAKE_DREMIO_URL", dremio.address().toString(),
            "SHOPLAKE_DREMIO_ADMIN_PASSWORD", "admin-pass-1",
            "SHOPLAKE_DREMIO_READER_PASSWORD", "reader-pass-1",
            "SHOPLAKE_NESSIE_URI", "http://nessie:19120/api/v2",
            "SHOPLAKE_S3_ENDPOINT", "http://minio:9000",
            "SHOPLAKE_S3_ACCESS_KEY", "shop-key",
            "SHOPLAKE_S3_SECRET_KEY", "shop-secret"));

    @AfterEach
    void stop() {
        dremio.close();
    }

    private record Run(int exitCode, String output, String errors) {}

    private Run provision(String... options) {
        var output = new StringWriter();
        var errors = new StringWriter();
        int exitCode = DremioMain.commandLine(environment)
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(errors))
                .execute(Stream.concat(Stream.of("provision"), Stream.of(options))
                        .toArray(String[]::new));
        return new Run(exitCode, output.toString(), errors.toString());
    }

    @Test
    void aNewDremioHoldsSourceSpaceViewsAndReaderAfterwards() {
        var run = provision();

        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.output())
                .containsPattern("first user admin +created")
                .containsPattern("source lake +created")
                .containsPattern("space marts +created")
                .containsPattern("reader reader +created")
                .containsPattern("query as reader +checked +13 months in marts.monthly_kpis");
        assertThat(dremio.paths())
                .contains("lake", "marts")
                .containsAll(
                        MartTables.all().stream().map(LakeTable::identifier).toList());
        var config = dremio.held("lake").path("config");
        assertThat(dremio.held("lake").path("type").asText()).isEqualTo("NESSIE");
        assertThat(config.path("nessieEndpoint").asText()).isEqualTo("http://nessie:19120/api/v2");
        assertThat(config.path("nessieAuthType").asText()).isEqualTo("NONE");
        assertThat(config.path("awsRootPath").asText()).isEqualTo("shoplake/warehouse");
        assertThat(config.path("awsAccessSecret").asText()).isEqualTo("shop-secret");
        assertThat(config.path("secure").asBoolean()).isFalse();
        // The endpoint has no scheme
        assertThat(config.path("propertyList").toString())
                .contains("{\"name\":\"fs.s3a.endpoint\",\"value\":\"minio:9000\"}")
                .contains("{\"name\":\"fs.s3a.path.style.access\",\"value\":\"true\"}")
                .contains("{\"name\":\"fs.s3a.connection.ssl.enabled\",\"value\":\"false\"}");
        assertThat(dremio.held("marts.funnel").path("sql").asText())
                .startsWith("SELECT year_month, month_start, step_number")
                .endsWith("FROM lake.marts.funnel");
    }

    @Test
    void aSecondRunChangesNothingAndSaysSo() {
        provision("--reflections");
        dremio.takeWrites();

        var run = provision("--reflections");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output())
                .contains("everything was as it should be, nothing changed")
                .doesNotContain("created")
                .doesNotContain(" changed ");
        assertThat(dremio.takeWrites())
                .containsExactly(
                        "PUT /apiv2/bootstrap/firstuser",
                        "POST /api/v3/sql GRANT SELECT ON SPACE marts TO USER \"reader\"",
                        "POST /api/v3/sql SELECT COUNT(*) AS months_published FROM marts.monthly_kpis");
    }

    @Test
    void aDremioThatHasAnAdministratorAlreadyIsTakenAsItIs() {
        dremio.addUser("admin", "admin-pass-1");

        var run = provision();

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).containsPattern("first user admin +unchanged").containsPattern("source lake +created");
    }

    @Test
    void aSourceWithOtherSettingsIsReplacedByItsIdAndTag() {
        provision();
        var id = dremio.held("lake").path("id").asText();
        dremio.takeWrites();
        environment.put("SHOPLAKE_S3_ENDPOINT", "https://s3.example.com");

        var run = provision();

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).containsPattern("source lake +changed").contains("1 of %d steps".formatted(MARTS + 6));
        assertThat(dremio.takeWrites()).contains("PUT /api/v3/catalog/" + id);
        assertThat(dremio.held("lake").path("id").asText()).isEqualTo(id);
        assertThat(dremio.held("lake").path("config").path("secure").asBoolean())
                .isTrue();
    }

    @Test
    void aSecretThatDremioDoesNotShowIsWrittenAnewWhenAsked() {
        provision();
        environment.put("SHOPLAKE_S3_SECRET_KEY", "another-secret");

        assertThat(provision().output()).contains("nothing changed");
        assertThat(provision("--renew-secrets").output()).containsPattern("source lake +changed");

        assertThat(dremio.held("lake").path("config").path("awsAccessSecret").asText())
                .isEqualTo("another-secret");
    }

    @Test
    void aReaderWithAnotherPasswordGetsTheOneOfTheSettings() {
        provision();
        environment.put("SHOPLAKE_DREMIO_READER_PASSWORD", "reader-pass-2");

        var run = provision();

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).containsPattern("reader reader +changed +password set anew");
        assertThat(provision().output()).contains("nothing changed");
    }

    @Test
    void aViewThatSomebodyChangedIsPutRight() {
        provision();
        dremio.held("marts.funnel").put("sql", "SELECT 1");

        assertThat(provision().output()).containsPattern("view marts.funnel +changed");

        assertThat(dremio.held("marts.funnel").path("sql").asText()).endsWith("FROM lake.marts.funnel");
    }

    @Test
    void aViewThatDremioRefusesEndsTheRunWithItsWords() {
        dremio.refusedViews.add("funnel");

        var run = provision();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors())
                .containsPattern("dremio: view marts\\.funnel: job job-\\d+ is FAILED:"
                        + " VALIDATION ERROR: Column 'step' not found in any table");
        assertThat(dremio.paths()).contains("marts.monthly_kpis").doesNotContain("marts.funnel");

        dremio.refusedViews.clear();
        assertThat(provision().output()).containsPattern("view marts.funnel +created");
    }

    @Test
    void aLakeWithoutMartsIsPreparedAsFarAsCanBeAndTheRestFollowsLater() {
        MartTables.all().forEach(mart -> dremio.missingTables.add(mart.name()));

        var run = provision("--reflections");

        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.output())
                .containsPattern("source lake +created")
                .containsPattern("view marts.funnel +pending +its mart is not published yet")
                .containsPattern("reflection of marts.funnel +pending")
                .containsPattern("query as reader +pending")
                .contains("publish them with 'shoplake etl run', then provision again");

        dremio.missingTables.clear();

        assertThat(provision("--reflections").output())
                .containsPattern("source lake +unchanged")
                .containsPattern("view marts.funnel +created")
                .containsPattern("reflection of marts.funnel +created")
                .doesNotContain("pending");
    }

    @Test
    void aDremioWhoseStoreIsNotUpYetIsWaitedFor() {
        dremio.startingRequests = 3;

        var run = provision();

        assertThat(run.exitCode()).isZero();
        assertThat(run.output())
                .containsPattern("first user admin +waits +PUT /apiv2/bootstrap/firstuser: HTTP 503: <html>Starting")
                .containsPattern("first user admin +created");
    }

    @Test
    void aDremioThatStaysAwayIsGivenUpAfterTheTimeAllowed() {
        dremio.close();
        environment.put("SHOPLAKE_DREMIO_START_TIMEOUT", "PT1S");

        var run = provision();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors())
                .startsWith("dremio: first user admin: PUT /apiv2/bootstrap/firstuser: no answer: cannot connect")
                .hasLineCount(1);
    }

    @Test
    void aWrongPasswordIsOneClearMessageAndTheExitCodeOfWrongSettings() {
        dremio.addUser("admin", "quite-another-1");

        var run = provision();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors())
                .isEqualTo("dremio: first user admin: login as admin: POST /apiv2/login: HTTP 401: Login failed:"
                        + " Invalid username or password. Nor could this user be made: PUT /apiv2/bootstrap/firstuser:"
                        + " HTTP 400: First user can only be created when no user is already registered\n");
        assertThat(run.output()).doesNotContain("admin-pass-1");
    }

    @Test
    void communityEditionIsSaidToHaveNoGrantsAndEnterpriseGetsThem() {
        assertThat(provision().output())
                .containsPattern("grant to reader +unavailable +Community Edition has no grants");

        dremio.enterprise = true;

        assertThat(provision().output()).containsPattern("grant to reader +checked +SELECT on space marts");
    }

    @Test
    void reflectionsAreMadeOnlyWhenAskedForAndFollowTheColumns() {
        provision();
        assertThat(dremio.reflections()).isEmpty();

        provision("--reflections");

        assertThat(dremio.reflections()).hasSize(MARTS);
        var funnel = dremio.reflection("shoplake_funnel");
        assertThat(funnel.path("type").asText()).isEqualTo("RAW");
        assertThat(funnel.path("displayFields").findValuesAsText("name"))
                .containsExactlyElementsOf(MartTables.FUNNEL.columns().stream()
                        .map(LakeTable.Column::name)
                        .toList());

        funnel.put("enabled", false);

        assertThat(provision("--reflections").output()).containsPattern("reflection of marts.funnel +changed");
    }
}
