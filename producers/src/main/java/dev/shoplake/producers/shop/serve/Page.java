package dev.shoplake.producers.shop.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a page before it is sent.
 *
 * @param outputs the values of each row
 * @param rows how many it has
 * @param tag equal for two requests only if they get the same rows
 * @param next where the page behind it begins; null if this one is the last
 */
record Page(
        List<Output> outputs,
        long rows,
        String tag,
        @Nullable PageToken next) {
    Page {
        outputs = List.copyOf(outputs);
    }
}
