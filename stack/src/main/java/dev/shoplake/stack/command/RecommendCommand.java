package dev.shoplake.stack.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.stack.Stack;
import dev.shoplake.stack.server.Http;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "recommend", description = "Prints what the recommender would show a user now.")
final class RecommendCommand implements Callable<Integer> {
    @Parameters(paramLabel = "USER", description = "User id; an unknown one gets what is popular.")
    private String user = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "Most products to print (default: ${DEFAULT-VALUE}).")
    private int limit;

    private final Stack stack;
    private final PrintStream output;

    RecommendCommand(Stack stack, PrintStream output) {
        this.stack = stack;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        var address = "%s/v1/users/%s/recommendations?limit=%d"
                .formatted(
                        stack.setting("SHOPLAKE_RECOMMENDER_URL", "recommender"),
                        URLEncoder.encode(user, UTF_8).replace("+", "%20"),
                        limit);
        output.print(
                list(JsonMapper.builder().build().readTree(Http.get(address)).path("items")));
        return 0;
    }

    /** Rank, product name, score, source. */
    static String list(JsonNode items) {
        if (items.isEmpty()) {
            return "Nothing to recommend yet: load a shop with ./shoplake shop load\n";
        }
        var lines = new StringBuilder();
        for (int index = 0; index < items.size(); index++) {
            var item = items.get(index);
            lines.append("%3d  %-40s %10.4f  %s%n"
                    .formatted(
                            index + 1,
                            item.path("product_name").asText(),
                            item.path("score").asDouble(),
                            item.path("source").asText()));
        }
        return lines.toString();
    }
}
