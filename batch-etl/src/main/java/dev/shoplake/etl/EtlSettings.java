package dev.shoplake.etl;

import dev.shoplake.etl.shop.Shop;
import dev.shoplake.runtime.settings.LakeSettings;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.runtime.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * What the batch needs to know.
 *
 * @param postgres the shop's database, or where the shop is asked elsewhere any that all batches share: it has the lock
 * @param source the shop's extract API; empty if the shop is asked in its database
 * @param extractKey what a reader of that API has to know; empty if there is none
 * @param lake object store and catalog
 * @param shopZone decides the day and the month of an event; orders carry the shop's local time already
 * @param fiscalStart month that the shop's fiscal year begins with
 * @param shopCurrency currency of an order that names none, ISO 4217
 * @param overlap how much earlier than the last run's moment an increment begins to read
 * @param freshFor how old the newest order may be before the audit warns, in whole days
 * @param erasureKey key of the pseudonyms of erased persons; empty if there is none, while nobody was erased
 * @param sparkMaster where Spark computes, such as {@code local[*]} or {@code spark://host:7077}
 */
public record EtlSettings(
        PostgresSettings postgres,
        Optional<URI> source,
        Secret extractKey,
        LakeSettings lake,
        ZoneId shopZone,
        Month fiscalStart,
        String shopCurrency,
        Duration overlap,
        Duration freshFor,
        Secret erasureKey,
        String sparkMaster) {
    public static EtlSettings read(SettingsReader reader) {
        return new EtlSettings(
                PostgresSettings.read(reader),
                reader.optionalUri(
                        "SHOPLAKE_ETL_SOURCE",
                        "the shop's extract API, http://host:port; the shop's database if empty",
                        "http",
                        "https"),
                reader.secretOrNone("SHOPLAKE_EXTRACT_API_KEY", "what the batch shows the extract API"),
                LakeSettings.read(reader),
                reader.zone("SHOPLAKE_SHOP_TIMEZONE", ZoneOffset.UTC, "time zone that decides the shop's day"),
                Month.of(reader.integer(
                        "SHOPLAKE_SHOP_FISCAL_START", 1, 1, 12, "month that the shop's fiscal year begins with")),
                reader.text("SHOPLAKE_SHOP_CURRENCY", "XXX", "currency of an order that names none, ISO 4217"),
                reader.duration(
                        "SHOPLAKE_ETL_OVERLAP",
                        Duration.ofMinutes(10),
                        Duration.ZERO,
                        Duration.ofDays(31),
                        "how much earlier than the last run's moment an increment begins to read"),
                reader.duration(
                        "SHOPLAKE_ETL_FRESH_FOR",
                        Duration.ofDays(7),
                        Duration.ofDays(1),
                        Duration.ofDays(36_500),
                        "how old the newest order may be before the audit warns, in whole days"),
                reader.secretOrNone(
                        "SHOPLAKE_ERASURE_KEY",
                        "key of the pseudonyms of erased persons, to be kept for ever once one was erased"),
                reader.text("SHOPLAKE_SPARK_MASTER", "local[*]", "where Spark computes"));
    }

    /** Where the shop is asked. */
    Shop shop() {
        return source.<Shop>map(address -> new Shop.Api(address, extractKey))
                .orElseGet(() -> new Shop.Database(postgres));
    }

    /** The same, but for the shop's extract API. */
    EtlSettings withSource(URI address) {
        return new EtlSettings(
                postgres,
                Optional.of(address),
                extractKey,
                lake,
                shopZone,
                fiscalStart,
                shopCurrency,
                overlap,
                freshFor,
                erasureKey,
                sparkMaster);
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
