package dev.shoplake.producers.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.runtime.settings.SettingsException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopSettingsTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "SHOPLAKE_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:5432/shop",
            "SHOPLAKE_POSTGRES_PASSWORD", "hush",
            "SHOPLAKE_REDIS_URI", "redis://127.0.0.1:6379",
            "SHOPLAKE_REDIS_PASSWORD", "quiet");

    @Test
    void takesTheFolderItIsStartedInAndTheUserShopUnlessToldOtherwise() {
        var settings = ShopSettings.from(REQUIRED);

        assertThat(settings.root()).isEqualTo(Path.of("."));
        assertThat(settings.postgres().user()).isEqualTo("shop");
    }

    @Test
    void readsEveryKey() {
        var environment = new java.util.HashMap<>(REQUIRED);
        environment.put("SHOPLAKE_POSTGRES_USER", "clerk");
        environment.put("SHOPLAKE_ROOT", "/opt/shoplake");
        environment.put("SHOPLAKE_SHOP_TIMEZONE", "Europe/London");

        assertThat(ShopSettings.from(environment))
                .isEqualTo(new ShopSettings(
                        new PostgresSettings("jdbc:postgresql://127.0.0.1:5432/shop", "clerk", new Secret("hush")),
                        new RedisSettings(URI.create("redis://127.0.0.1:6379"), new Secret("quiet")),
                        Path.of("/opt/shoplake")));
    }

    @Test
    void saysAllThatIsMissingAtOnce() {
        assertThatThrownBy(() -> ShopSettings.from(Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "SHOPLAKE_POSTGRES_URL is missing",
                        "SHOPLAKE_POSTGRES_PASSWORD is missing",
                        "SHOPLAKE_REDIS_URI is missing",
                        "SHOPLAKE_REDIS_PASSWORD is missing");
    }
}
