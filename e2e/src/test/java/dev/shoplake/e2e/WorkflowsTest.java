package dev.shoplake.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** GitHub's workflows: what they may do, and whose code they run. */
class WorkflowsTest {
    private static final Path FOLDER = Repository.root().resolve(".github/workflows");

    /** An action by commit, and the version of that commit for people and for tools that renew it. */
    private static final Pattern PINNED = Pattern.compile("uses: [\\w./-]+@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+");

    @Test
    void everyActionIsPinnedByCommitWithItsVersion() throws IOException {
        Map<String, String> commits = new HashMap<>();
        for (var workflow : workflows()) {
            for (var line : Files.readAllLines(workflow)) {
                if (line.contains("uses:")) {
                    var pinned = PINNED.matcher(line);
                    assertThat(pinned.find())
                            .as("%s: %s", workflow.getFileName(), line.strip())
                            .isTrue();
                    var action = pinned.group();
                    assertThat(commits.putIfAbsent(action.split("@", 2)[0], action))
                            .as("one version of an action")
                            .isIn(null, action);
                }
            }
        }
        assertThat(commits).hasSizeGreaterThan(5);
    }

    @Test
    void workflowsMayReadAndOneJobMaySendImages() throws IOException {
        for (var workflow : workflows()) {
            var content = YamlFile.read(workflow);
            assertThat(content.path("permissions").toString())
                    .as("permissions of %s", workflow.getFileName())
                    .isEqualTo("{\"contents\":\"read\"}");
            content.path("jobs").properties().forEach(job -> {
                var name = workflow.getFileName() + " " + job.getKey();
                assertThat(job.getValue().path("timeout-minutes").asInt())
                        .as("time limit of %s", name)
                        .isPositive();
                boolean sends = name.equals("images.yml push");
                assertThat(job.getValue().path("permissions").toString())
                        .as("permissions of %s", name)
                        .isEqualTo(sends ? "{\"contents\":\"read\",\"packages\":\"write\"}" : "");
            });
        }
        assertThat(YamlFile.read(FOLDER.resolve("images.yml"))
                        .at("/jobs/push/if")
                        .asText())
                .contains("refs/tags/v");
    }

    @Test
    void whatIsTypedNeverBecomesPartOfAScript() throws IOException {
        for (var workflow : workflows()) {
            for (var step : steps(YamlFile.read(workflow))) {
                assertThat(step.path("run").asText())
                        .as("%s: %s", workflow.getFileName(), step)
                        .doesNotContain("${{");
            }
        }
    }

    @Test
    void workflowsTypeWhatPeopleType() throws IOException {
        assertThat(runs("test.yml")).containsSubsequence("./shoplake doctor", "./shoplake test");
        assertThat(runs("lint.yml")).containsExactly("./shoplake lint");
        assertThat(runs("images.yml")).contains("container/smoke");
        assertThat(runs("deploy-model.yml"))
                .containsExactly(
                        "./shoplake model promote \"$VERSION\"", "./shoplake model rollback", "./shoplake model list");
    }

    private static List<String> runs(String workflow) {
        return steps(YamlFile.read(FOLDER.resolve(workflow))).stream()
                .map(step -> step.path("run").asText())
                .filter(run -> !run.isEmpty())
                .toList();
    }

    private static List<JsonNode> steps(JsonNode workflow) {
        var steps = new ArrayList<JsonNode>();
        workflow.path("jobs").forEach(job -> job.path("steps").forEach(steps::add));
        return steps;
    }

    private static List<Path> workflows() throws IOException {
        try (var files = Files.list(FOLDER)) {
            var workflows = files.sorted().toList();
            assertThat(workflows).hasSizeGreaterThanOrEqualTo(4);
            return workflows;
        }
    }
}
