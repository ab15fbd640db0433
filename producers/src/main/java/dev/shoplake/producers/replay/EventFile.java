package dev.shoplake.producers.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file of JSON lines, plain or gzip (told by its first bytes, not by its name), read line by line as bytes. */
final class EventFile implements AutoCloseable {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER_BYTES = 1 << 16;

    private final long size;
    private final CountingStream file;
    private final InputStream content;
    private long line;

    private EventFile(long size, CountingStream file, InputStream content) {
        this.size = size;
        this.file = file;
        this.content = content;
    }

    static EventFile open(Path path) throws IOException {
        var file = new CountingStream(Files.newInputStream(path));
        try {
            var buffered = new BufferedInputStream(file, BUFFER_BYTES);
            buffered.mark(2);
            int magic = buffered.read() << 8 | buffered.read();
            buffered.reset();
            var content = magic == GZIP_MAGIC
                    ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER_BYTES), BUFFER_BYTES)
                    : buffered;
            return new EventFile(Files.size(path), file, content);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** The next line that is not empty, without its line break; null at the end. */
    byte @Nullable [] next() throws IOException {
        var bytes = new ByteArrayOutputStream(512);
        int character;
        while ((character = content.read()) >= 0) {
            if (character != '\n') {
                bytes.write(character);
                continue;
            }
            line++;
            if (bytes.size() > 0) {
                return bytes.toByteArray();
            }
        }
        if (bytes.size() == 0) {
            return null;
        }
        line++;
        return bytes.toByteArray();
    }

    /** Number of the line that {@link #next} gave, from 1. */
    long line() {
        return line;
    }

    /** How much of the file has been read, 0 to 100. */
    double percent() {
        return size == 0 ? 100 : 100.0 * file.position / size;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private static final class CountingStream extends FilterInputStream {
        private long position;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            position += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            position += Math.max(read, 0);
            return read;
        }
    }
}
