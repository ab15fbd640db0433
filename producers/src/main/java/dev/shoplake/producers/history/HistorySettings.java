package dev.shoplake.producers.history;

import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What a history needs to know.
 *
 * @param postgres where the shop's orders are
 * @param timezone in which order times are meant
 * @param currency of orders that name none, ISO 4217
 */
public record HistorySettings(PostgresSettings postgres, ZoneId timezone, String currency) {
    public static HistorySettings read(SettingsReader reader) {
        return new HistorySettings(
                PostgresSettings.read(reader),
                reader.zone("SHOPLAKE_SHOP_TIMEZONE", ZoneOffset.UTC, "the shop's time zone"),
                reader.text("SHOPLAKE_SHOP_CURRENCY", "XXX", "ISO 4217 currency of prices that name none"));
    }

    public static HistorySettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish();
        return settings;
    }
}
