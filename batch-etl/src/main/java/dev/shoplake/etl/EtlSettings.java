package dev.shoplake.etl;

import dev.shoplake.runtime.settings.LakeSettings;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What the batch needs to know.
 *
 * @param postgres the shop's database
 * @param lake object store and catalog
 * @param shopZone decides the day and the month of an event; orders carry the shop's local time already
 * @param shopCurrency currency of an order that names none, ISO 4217
 * @param sparkMaster where Spark computes, such as {@code local[*]} or {@code spark://host:7077}
 */
public record EtlSettings(
        PostgresSettings postgres, LakeSettings lake, ZoneId shopZone, String shopCurrency, String sparkMaster) {
    public static EtlSettings read(SettingsReader reader) {
        return new EtlSettings(
                PostgresSettings.read(reader),
                LakeSettings.read(reader),
                reader.zone("SHOPLAKE_SHOP_TIMEZONE", ZoneOffset.UTC, "time zone that decides the shop's day"),
                reader.text("SHOPLAKE_SHOP_CURRENCY", "XXX", "currency of an order that names none, ISO 4217"),
                reader.text("SHOPLAKE_SPARK_MASTER", "local[*]", "where Spark computes"));
    }

    /**
     * The settings in an environment.
     *
     * @throws dev.shoplake.runtime.settings.SettingsException naming every problem at once
     */
    public static EtlSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish("SHOPLAKE_ETL_");
        return settings;
    }
}
