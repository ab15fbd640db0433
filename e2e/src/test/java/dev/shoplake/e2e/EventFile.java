package dev.shoplake.e2e;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.Event.AddToCart;
import dev.shoplake.contracts.event.Event.Common;
import dev.shoplake.contracts.event.Event.PageView;
import dev.shoplake.contracts.event.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A file of events whose fate is known: page views and carts of made-up visitors, some sent twice, some of them faulty.
 *
 * @param path JSON lines
 * @param views distinct valid page views
 * @param carts distinct valid carts
 * @param duplicates lines that repeat an earlier one
 * @param faulty lines that must become dead letters
 */
record EventFile(Path path, int views, int carts, int duplicates, int faulty) {
    /**
     * Writes a file.
     *
     * @param visitors beginning of the visitors' ids
     * @param lines number of lines
     * @param seed same seed, same file
     */
    static EventFile write(Path path, String visitors, List<String> products, int lines, long seed) throws IOException {
        var random = new Random(seed);
        var written = new ArrayList<String>();
        var valid = new ArrayList<String>();
        int views = 0;
        int carts = 0;
        int duplicates = 0;
        int faulty = 0;
        var start = Instant.parse("2011-12-09T13:00:00Z");
        for (int line = 0; line < lines; line++) {
            int kind = random.nextInt(100);
            if (kind < 3 && !valid.isEmpty()) {
                written.add(valid.get(valid.size() - 1 - random.nextInt(Math.min(200, valid.size()))));
                duplicates++;
                continue;
            }
            boolean broken = kind < 5;
            var user = visitors + random.nextInt(300);
            var product = broken ? "no such product" : products.get(random.nextInt(products.size()));
            var id = new UUID(random.nextLong(), random.nextLong());
            var common = new Common(id.toString(), start.plusMillis(line), user, user);
            boolean view = kind < 70;
            Event event = view
                    ? new PageView(common, product, null, null)
                    : new AddToCart(common, product, 1, null, null, null);
            var text = new String(EventJson.write(event), java.nio.charset.StandardCharsets.UTF_8);
            written.add(text);
            if (broken) {
                faulty++;
                continue;
            }
            valid.add(text);
            if (view) {
                views++;
            } else {
                carts++;
            }
        }
        Files.write(path, written);
        return new EventFile(path, views, carts, duplicates, faulty);
    }

    int lines() {
        return views + carts + duplicates + faulty;
    }
}
