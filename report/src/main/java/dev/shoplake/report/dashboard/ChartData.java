package dev.shoplake.report.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Request;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The requests by which charts get their data, and what can be wrong with the answers. */
final class ChartData {
    private static final Pattern CHART = Pattern.compile("\"slice_id\"\\s*:\\s*(\\d+)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    private ChartData() {}

    static boolean isRequest(Request request) {
        return request.method().equals("POST") && request.url().contains("/api/v1/chart/data");
    }

    /** The id of the chart that asks; its form stands in the address. */
    static Optional<Long> chartOf(Request request) {
        var chart = CHART.matcher(URLDecoder.decode(request.url(), UTF_8));
        return chart.find() ? Optional.of(Long.valueOf(chart.group(1))) : Optional.empty();
    }

    /** What is wrong with an answer: one of several queries without rows is enough. */
    static List<String> faults(int status, String body) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return List.of("its data request is answered %d without JSON".formatted(status));
        }
        if (status != OK) {
            var message =
                    answer.path("message").asText(answer.at("/errors/0/message").asText(body));
            return List.of("its data request is answered %d: %s".formatted(status, message));
        }
        var faults = new ArrayList<String>();
        for (var result : answer.path("result")) {
            if (!result.path("error").isNull() && !result.path("error").isMissingNode()) {
                faults.add("its query failed: " + result.path("error").asText());
            } else if (result.path("rowcount").asLong() == 0) {
                faults.add("its query has no rows");
            }
        }
        if (answer.path("result").isEmpty()) {
            faults.add("its data request is answered without a result");
        }
        return faults;
    }
}
