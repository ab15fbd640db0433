package dev.shoplake.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.stack.install.Commands;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvCommandTest {
    @Test
    void shellReadsBackTheVeryValue() throws Exception {
        var value = "it's $HOME `id` \"quoted\" \\ and spaced";

        var script = EnvCommand.exports(Map.of("SHOPLAKE_TESTED", value)) + "printf '%s\\n' \"$SHOPLAKE_TESTED\"";

        assertThat(Commands.run(List.of("sh", "-c", script), Map.of(), line -> {}))
                .containsExactly(value);
    }
}
