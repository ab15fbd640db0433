package dev.shoplake.producers.shop.read;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens a text file, plain or gzip, as strict UTF-8 with or without a byte order mark. */
final class Text {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private Text() {}

    static Reader open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw WrongFileException.ofFile(file, Files.exists(file) ? "no plain file" : "no such file", "a CSV file");
        }
        var bytes = bytes(file);
        try {
            var reader =
                    new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()), BUFFER_BYTES);
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            return reader;
        } catch (IOException e) {
            bytes.close();
            throw explained(file, e);
        }
    }

    /** The message for the person whose file it is, if the file is the cause; otherwise the exception itself. */
    static RuntimeException explained(Path file, IOException cause) throws IOException {
        return switch (cause) {
            case CharacterCodingException _ -> notUtf8(file);
            case ZipException _ -> WrongFileException.ofFile(file, "damaged gzip data", "a whole .gz file");
            case EOFException _ -> WrongFileException.ofFile(file, "gzip data that ends too early", "a whole .gz file");
            default -> throw cause;
        };
    }

    /** The decoder reads ahead and cannot say where it failed: the file is read once more, line by line. */
    private static WrongFileException notUtf8(Path file) throws IOException {
        try (var bytes = bytes(file)) {
            var line = new byte[BUFFER_BYTES];
            int length = 0;
            long number = 1;
            for (int next = bytes.read(); next >= 0; next = bytes.read()) {
                if (next == '\n') {
                    int valid = validPrefix(line, length);
                    if (valid < length) {
                        return notUtf8(file, number, line, valid);
                    }
                    number++;
                    length = 0;
                    continue;
                }
                if (length == line.length) {
                    line = Arrays.copyOf(line, 2 * length);
                }
                line[length++] = (byte) next;
            }
            return notUtf8(file, number, line, validPrefix(line, length));
        }
    }

    private static WrongFileException notUtf8(Path file, long number, byte[] line, int valid) {
        int character = new String(line, 0, valid, StandardCharsets.UTF_8).length() + 1;
        return WrongFileException.ofCharacter(
                file, number, character, "the byte 0x%02X".formatted(line[valid]), "text in UTF-8");
    }

    /** How many bytes of the line are valid UTF-8. */
    private static int validPrefix(byte[] line, int length) {
        var input = ByteBuffer.wrap(line, 0, length);
        var result = StandardCharsets.UTF_8.newDecoder().decode(input, CharBuffer.allocate(length + 1), true);
        return result.isUnderflow() && !input.hasRemaining() ? length : input.position();
    }

    private static InputStream bytes(Path file) throws IOException {
        var plain = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            plain.mark(2);
            int magic = plain.read() << Byte.SIZE | plain.read();
            plain.reset();
            return magic == GZIP_MAGIC
                    ? new BufferedInputStream(new GZIPInputStream(plain, BUFFER_BYTES), BUFFER_BYTES)
                    : plain;
        } catch (IOException e) {
            plain.close();
            throw explained(file, e);
        }
    }
}
