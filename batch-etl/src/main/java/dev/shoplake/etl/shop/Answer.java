package dev.shoplake.etl.shop;

import dev.shoplake.etl.run.RunException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the API answered, complete.
 *
 * @param address what was asked
 * @param body unpacked
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and too large to copy
record Answer(URI address, HttpHeaders headers, byte[] body) {
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");

    /** How many rows the server says it sent. */
    long rowCount() {
        var count = headers.firstValue("X-Row-Count").orElse("");
        if (!count.matches("\\d{1,18}")) {
            throw new RunException("%s does not say how many rows it sent: is it an extract API?".formatted(address));
        }
        return Long.parseLong(count);
    }

    /** The page behind this one; null if this is the last. */
    @Nullable
    URI next() {
        for (var header : headers.allValues("Link")) {
            var link = NEXT.matcher(header);
            if (link.find()) {
                return sameServer(link.group(1));
            }
        }
        return null;
    }

    /** Nobody else is shown the key. */
    private URI sameServer(String link) {
        try {
            var next = address.resolve(link);
            if (address.getAuthority().equals(next.getAuthority())
                    && address.getScheme().equals(next.getScheme())) {
                return next;
            }
        } catch (IllegalArgumentException e) {
            throw new RunException("the next page of %s is no address: %s".formatted(address, link), e);
        }
        throw new RunException("the next page of %s lies on another server: %s".formatted(address, link));
    }
}
