package dev.shoplake.producers.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.producers.shop.read.Row;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CopyTextTest {
    @Test
    void escapesWhatWouldEndAValueOrARow() {
        var text = new CopyText();
        text.add(new Row(2, Arrays.asList("a\tb", "c\\N", "d\r\ne", null, "ü")));

        assertThat(new String(text.take(), StandardCharsets.UTF_8)).isEqualTo("2\ta\\tb\tc\\\\N\td\\r\\ne\t\\N\tü\n");
        assertThat(text.length()).isZero();
    }
}
