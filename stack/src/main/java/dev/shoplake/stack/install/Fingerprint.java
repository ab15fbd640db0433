package dev.shoplake.stack.install;

import dev.shoplake.stack.home.StackException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for contents, by which the cache tells one lock file from the next. */
final class Fingerprint {
    private static final int BYTES = 6;

    private Fingerprint() {}

    /** Twelve hexadecimal digits of the contents, one after the other. */
    static String of(byte[]... contents) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var content : contents) {
                digest.update(content);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new StackException("this JDK has no SHA-256", e);
        }
    }
}
