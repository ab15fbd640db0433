package dev.shoplake.benchmarks.batch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The lines in which {@code etl run} tells of its stages. */
final class StageLines {
    /** A stage's name, then its rows unless it has none, then its seconds, then a note. */
    private static final Pattern LINE = Pattern.compile(" {2}(\\(?[a-z]+\\)?) .*?([0-9]+\\.[0-9]) s\\b.*");

    private StageLines() {}

    /** Seconds by stage, in the order of the lines. */
    static Map<String, Double> seconds(List<String> lines) {
        var stages = new LinkedHashMap<String, Double>();
        for (var line : lines) {
            var stage = LINE.matcher(line);
            if (stage.matches()) {
                stages.put(stage.group(1), Double.valueOf(stage.group(2)));
            }
        }
        return stages;
    }
}
