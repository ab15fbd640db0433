package dev.shoplake.etl.pseudonym;

import dev.shoplake.contracts.lake.Erasures;
import dev.shoplake.runtime.settings.Secret;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes pseudonyms by a key: the same id gives the same one for ever, and without the key nobody can tell which. Whoever has
 * the key can find out whether an id that he knows already was erased, no more.
 */
public final class Pseudonyms implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGITS = 32;

    private final byte[] key;

    /**
     * @param key not empty
     */
    public Pseudonyms(Secret key) {
        this.key = key.value().getBytes(StandardCharsets.UTF_8);
    }

    /** {@code erased-} and 32 hexadecimal digits. */
    public String of(String id) {
        return Erasures.PREFIX + digits(id);
    }

    /** Tells keys apart without telling the key, 32 hexadecimal digits; no id is as long as what it is made of. */
    public String keyCheck() {
        return digits("which key this is".repeat(DIGITS));
    }

    private String digits(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return HexFormat.of()
                    .formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, DIGITS);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
