package dev.shoplake.producers.collect;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Splits the body of a request into the bytes of its events, unchanged: fields that nobody knows yet are kept. */
final class EventBatch {
    private static final JsonFactory JSON = new JsonFactory();

    private EventBatch() {}

    /**
     * The elements of a JSON array, or else the whole body as one event, whatever it holds.
     *
     * @throws MalformedBatchException if the array is broken
     */
    static List<byte[]> ofJson(byte[] body) throws MalformedBatchException {
        return firstCharacter(body) == '[' ? elements(body) : List.of(body);
    }

    /** The lines that are not blank. */
    static List<byte[]> ofLines(byte[] body) {
        var lines = new ArrayList<byte[]>();
        int start = 0;
        for (int position = 0; position <= body.length; position++) {
            if (position == body.length || body[position] == '\n') {
                var line = Arrays.copyOfRange(body, start, position);
                if (firstCharacter(line) != 0) {
                    lines.add(line);
                }
                start = position + 1;
            }
        }
        return lines;
    }

    /** The first character that is no white space; 0 if there is none. */
    static byte firstCharacter(byte[] bytes) {
        for (byte character : bytes) {
            if (character != ' ' && character != '\t' && character != '\r' && character != '\n') {
                return character;
            }
        }
        return 0;
    }

    private static List<byte[]> elements(byte[] body) throws MalformedBatchException {
        var elements = new ArrayList<byte[]>();
        try (var parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                long start = parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                long end = parser.currentLocation().getByteOffset();
                if (start < 0 || end < 0) {
                    throw new MalformedBatchException("body is not encoded in UTF-8");
                }
                elements.add(Arrays.copyOfRange(body, (int) start, (int) end));
            }
            if (parser.nextToken() != null) {
                throw new MalformedBatchException("body goes on behind the JSON array");
            }
            return elements;
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new MalformedBatchException("body is not a JSON array, line %d, column %d: %s"
                    .formatted(place.getLineNr(), place.getColumnNr(), e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }
}
