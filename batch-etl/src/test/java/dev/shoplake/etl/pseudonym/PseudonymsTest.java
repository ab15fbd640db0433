package dev.shoplake.etl.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.lake.Erasures;
import dev.shoplake.runtime.settings.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PseudonymsTest {
    private final Pseudonyms pseudonyms = new Pseudonyms(new Secret("key"));

    /** The first 32 digits of what {@code openssl dgst -sha256 -hmac key} says. */
    @Test
    void aPseudonymIsTheKeyedHashOfTheId() {
        assertThat(pseudonyms.of("The quick brown fox jumps over the lazy dog"))
                .isEqualTo("erased-f7bc83f430538424b13298e6aa6fb143")
                .matches(Erasures::isPseudonym);
        assertThat(pseudonyms.of("17850")).isNotEqualTo(pseudonyms.of("17851"));
        assertThat(new Pseudonyms(new Secret("other")).of("17850")).isNotEqualTo(pseudonyms.of("17850"));
        assertThat(Erasures.isPseudonym("erased-by-hand")).isFalse();
        assertThat(Erasures.isPseudonym("17850")).isFalse();
    }

    @Test
    void onlyWhoWasErasedGetsAPseudonym() throws Exception {
        var erased = new ErasedPersons(pseudonyms, Set.of(pseudonyms.of("17850")));

        assertThat(erased.nameOf("17850")).isEqualTo(pseudonyms.of("17850"));
        assertThat(erased.nameOf("17851")).isEqualTo("17851");
        assertThat(erased.nameOf(pseudonyms.of("17850"))).isEqualTo(pseudonyms.of("17850"));
        assertThat(ErasedPersons.NONE.nameOf("17850")).isEqualTo("17850");
        // As Spark sends it to those who compute
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(erased);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((ErasedPersons) in.readObject()).nameOf("17850")).isEqualTo(pseudonyms.of("17850"));
        }
    }
}
