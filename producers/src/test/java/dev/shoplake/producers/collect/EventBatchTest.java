package dev.shoplake.producers.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventBatchTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", " {\"a\":[1]}", "nonsense", "{", "17", ""})
    void takesWhatIsNoArrayAsOneEvent(String body) throws MalformedBatchException {
        assertThat(json(body)).containsExactly(body);
    }

    @Test
    void cutsAnArrayIntoTheVeryBytesOfItsElements() throws MalformedBatchException {
        assertThat(
                        json(
                                "\r\n[ {\"a\" : \"ü]\\\"\", \"b\":[{}]} ,{},\t7, -1.50e3 ,\"x y\", \"\", null,true ,[1, 2]  ] \n"))
                .containsExactly(
                        "{\"a\" : \"ü]\\\"\", \"b\":[{}]}",
                        "{}",
                        "7",
                        "-1.50e3",
                        "\"x y\"",
                        "\"\"",
                        "null",
                        "true",
                        "[1, 2]");
        assertThat(json("[]")).isEmpty();
    }

    @Test
    void cutsLongArraysWithoutLosingAByte() throws MalformedBatchException {
        var element = "{\"text\":\"" + "é".repeat(3_000) + "\",\"number\":1.0}";

        var elements = json("[" + (element + ", ").repeat(99) + element + "]");

        assertThat(elements).hasSize(100).allMatch(element::equals);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '[1,'       | body is not a JSON array, line 1, column 4
            '[{}'       | body is not a JSON array, line 1
            '[{} {}]'   | body is not a JSON array, line 1
            '[x]'       | body is not a JSON array, line 1, column
            '[] []'     | body goes on behind the JSON array
            '[]]'       | body is not a JSON array
            """, delimiter = '|')
    void refusesBrokenArraysAsAWhole(String body, String message) {
        assertThatThrownBy(() -> json(body))
                .isInstanceOf(MalformedBatchException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesArraysInOtherEncodings() {
        assertThatThrownBy(() -> EventBatch.ofJson("[{}]".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(MalformedBatchException.class)
                .hasMessage("body is not encoded in UTF-8");
    }

    @Test
    void takesEachLineThatIsNotBlank() {
        assertThat(texts(EventBatch.ofLines(bytes("{\"a\":1}\r\n\n  \t\nbroken\n{}"))))
                .containsExactly("{\"a\":1}\r", "broken", "{}");
        assertThat(EventBatch.ofLines(bytes("\n\r\n"))).isEmpty();
    }

    private static List<String> json(String body) throws MalformedBatchException {
        return texts(EventBatch.ofJson(bytes(body)));
    }

    private static List<String> texts(List<byte[]> events) {
        return events.stream()
                .map(event -> new String(event, StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
