package dev.shoplake.training.register;

import dev.shoplake.contracts.ranking.ItemFactors;
import dev.shoplake.contracts.ranking.ModelParameters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of a model in MLflow: enough to rank with, by {@code contracts.ranking} or by any reader of the format. */
public final class ModelFiles {
    private ModelFiles() {}

    /** File name → content. */
    public static Map<String, byte[]> of(String runId, Instant created, ModelParameters parameters, ItemFactors items) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("factors.bin", items.toBytes());
        files.put("parameters.json", parameters.toJson().getBytes(StandardCharsets.UTF_8));
        files.put("MLmodel", description(runId, created, items).getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private static String description(String runId, Instant created, ItemFactors items) {
        return """
                artifact_path: model
                flavors:
                  shoplake_als:
                    factors: factors.bin
                    parameters: parameters.json
                    items: %d
                    rank: %d
                run_id: %s
                utc_time_created: '%s'
                """.formatted(items.size(), items.rank(), runId, created);
    }
}
