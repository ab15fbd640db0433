package dev.shoplake.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.runtime.settings.SettingsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsumerSettingsTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092",
            "SHOPLAKE_REDIS_URI", "redis://127.0.0.1:6379",
            "SHOPLAKE_REDIS_PASSWORD", "hush",
            "SHOPLAKE_S3_ENDPOINT", "http://127.0.0.1:9000",
            "SHOPLAKE_S3_ACCESS_KEY", "access",
            "SHOPLAKE_S3_SECRET_KEY", "hush",
            "SHOPLAKE_NESSIE_URI", "http://127.0.0.1:19120/api/v2");

    @Test
    void takesDefaults() {
        var settings = ConsumerSettings.from(REQUIRED);

        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().port()).isEqualTo(8082);
        assertThat(settings.group()).isEqualTo("shoplake-consumer");
        assertThat(settings.maxPollRecords()).isEqualTo(2_000);
        assertThat(settings.commit()).isEqualTo(new ConsumerSettings.Commit(Duration.ofSeconds(5), 50_000, 64));
        assertThat(settings.lakeHistory()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void readsEveryKey() {
        var settings = ConsumerSettings.from(with(Map.of(
                "SHOPLAKE_CONSUMER_HOST", "0.0.0.0",
                "SHOPLAKE_CONSUMER_PORT", "0",
                "SHOPLAKE_CONSUMER_GROUP", "mine",
                "SHOPLAKE_CONSUMER_MAX_POLL_RECORDS", "7",
                "SHOPLAKE_CONSUMER_LAKE_COMMIT_INTERVAL", "PT1S",
                "SHOPLAKE_CONSUMER_LAKE_COMMIT_ROWS", "10",
                "SHOPLAKE_CONSUMER_LAKE_COMMIT_MEGABYTES", "2",
                "SHOPLAKE_CONSUMER_LAKE_HISTORY", "PT2H")));

        assertThat(settings.http().host()).isEqualTo("0.0.0.0");
        assertThat(settings.http().port()).isZero();
        assertThat(settings.group()).isEqualTo("mine");
        assertThat(settings.maxPollRecords()).isEqualTo(7);
        assertThat(settings.commit()).isEqualTo(new ConsumerSettings.Commit(Duration.ofSeconds(1), 10, 2));
        assertThat(settings.lakeHistory()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void explainsEveryWrongValueAtOnce() {
        var environment = with(Map.of(
                "SHOPLAKE_CONSUMER_PORT", "70000",
                "SHOPLAKE_CONSUMER_MAX_POLL_RECORDS", "0",
                "SHOPLAKE_CONSUMER_LAKE_COMMIT_INTERVAL", "5 s",
                "SHOPLAKE_CONSUMER_LAKE_COMMIT_ROWS", "-1",
                "SHOPLAKE_CONSUMER_LAKE_COMMIT_MEGABYTES", "1.5",
                "SHOPLAKE_CONSUMER_LAKE_HISTORY", "PT5M",
                "SHOPLAKE_CONSUMER_GRUOP", "mine"));

        assertThatThrownBy(() -> ConsumerSettings.from(environment))
                .isInstanceOf(SettingsException.class)
                .hasMessage("""
                        Wrong settings:
                          SHOPLAKE_CONSUMER_PORT is '70000': expected a whole number from 0 to 65535 (port of the HTTP endpoint)
                          SHOPLAKE_CONSUMER_MAX_POLL_RECORDS is '0': expected a whole number from 1 to 50000 (most messages taken in one turn)
                          SHOPLAKE_CONSUMER_LAKE_COMMIT_INTERVAL is '5 s': expected an ISO-8601 duration from PT1S to PT10M (rows wait at most this long for their commit to the lake)
                          SHOPLAKE_CONSUMER_LAKE_COMMIT_ROWS is '-1': expected a whole number from 1 to 1000000 (so many waiting rows are committed at once)
                          SHOPLAKE_CONSUMER_LAKE_COMMIT_MEGABYTES is '1.5': expected a whole number from 1 to 1024 (so many MiB of waiting messages are committed at once)
                          SHOPLAKE_CONSUMER_LAKE_HISTORY is 'PT5M': expected an ISO-8601 duration from PT1H to PT720H (old snapshots and metadata of the raw tables stay readable so long)
                          SHOPLAKE_CONSUMER_GRUOP is not a known key: did you mean SHOPLAKE_CONSUMER_GROUP?""");
    }

    @Test
    void endsWithCodeTwoWhenSettingsAreMissing() {
        assertThat(ConsumerMain.run(Map.of())).isEqualTo(2);
    }

    @Test
    void showsNoSecret() {
        assertThat(ConsumerSettings.from(REQUIRED).toString()).contains("***").doesNotContain("hush");
    }

    private static Map<String, String> with(Map<String, String> more) {
        var environment = new HashMap<>(REQUIRED);
        environment.putAll(more);
        return environment;
    }
}
