package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The small shop and its visits after one full run, which is done once for all stories of this process that begin with it. */
final class PublishedSmallShop {
    /** Settings of whoever begins with it. */
    static final Map<String, String> SETTINGS = Map.of(
            "SHOPLAKE_SHOP_TIMEZONE", "America/New_York",
            "SHOPLAKE_SHOP_CURRENCY", "EUR",
            "SHOPLAKE_ETL_OVERLAP", "PT0S",
            "SHOPLAKE_ETL_FRESH_FOR", "P36500D");

    static final String RUN = "etl_2026_01_01_2026_03_01";

    private static @Nullable String published;

    private PublishedSmallShop() {}

    /**
     * Brings shop and lake to where they were after that run.
     *
     * @param lake of {@link #SETTINGS}
     */
    static synchronized void bring(TestingLake lake, TestingShop shop) {
        shop.loadSmallShop();
        if (published != null) {
            lake.reset(published);
            return;
        }
        lake.empty();
        lake.addEvents(TestingShop.text("small_shop_events.sql"));
        var outcome = lake.etl("run", "--full");
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        published = lake.mainHash();
    }

    /** Whoever deletes files that others wrote says so. */
    static synchronized void forget() {
        published = null;
    }
}
