package dev.shoplake.etl.change;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.Window;
import dev.shoplake.etl.shop.Shop;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the shop says about changes, by {@code updated_at}: the time at which the writing transaction began. */
interface ShopChanges extends AutoCloseable {
    static ShopChanges open(Shop shop) {
        return switch (shop) {
            case Shop.Database database -> DatabaseChanges.open(database.settings());
            case Shop.Api api -> ApiChanges.open(api);
        };
    }

    /**
     * Days of the orders that changed and that no run has read since.
     *
     * @param runs all published runs
     * @param since nothing older is looked at
     * @param lastRun moment of the newest run, which read all customers and products
     * @param until what changed later need not be told
     */
    @Nullable
    Days days(List<PublishedRun> runs, Instant since, Instant lastRun, Instant until);

    /** Number of rows of each table. */
    Map<String, Long> rows();

    /**
     * The window that holds every order: from the first day of the first order's month to the day after the newest order.
     *
     * @throws RunException if there is no order
     */
    Window history();

    /** The window from the day of the first order to that of the newest one. */
    static Window history(@Nullable LocalDate first, @Nullable LocalDate last) {
        if (first == null || last == null) {
            throw new RunException("the shop has no order yet: load a shop first (shoplake shop load --help)");
        }
        return new Window(first.withDayOfMonth(1), last.plusDays(1));
    }

    @Override
    void close();
}
