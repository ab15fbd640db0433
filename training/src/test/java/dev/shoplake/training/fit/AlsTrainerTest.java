package dev.shoplake.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.ranking.FoldIn;
import dev.shoplake.contracts.ranking.InteractionWeights;
import dev.shoplake.contracts.ranking.ModelParameters;
import dev.shoplake.training.TestingInteractions;
import dev.shoplake.training.TestingSpark;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AlsTrainerTest {
    private static final ModelParameters PARAMETERS =
            new ModelParameters(12, 0.8, 0.2, Duration.ofDays(30), 8, InteractionWeights.DEFAULT, 0.6);

    @Test
    void foldInGivesTheVectorsThatTrainingFound() {
        var matrix = PreferenceMatrix.of(TestingInteractions.random(300, 80, 21), PARAMETERS);
        var model = new AlsTrainer(TestingSpark.session(), 6, 1).train(matrix, PARAMETERS);
        var items = AlsTrainer.itemFactors(model, matrix.products(), PARAMETERS.rank());
        var foldIn = new FoldIn(items, PARAMETERS.alpha(), PARAMETERS.regularization());
        Map<Integer, Map<String, Double>> weights = new HashMap<>();
        matrix.cells()
                .forEach(cell -> weights.computeIfAbsent(cell.user(), user -> new HashMap<>())
                        .put(matrix.products().get(cell.product()), (double) cell.weight()));

        List<Row> users = model.userFactors().collectAsList();

        assertThat(users).hasSize(matrix.users().size());
        for (var row : users) {
            List<Float> trained = row.getList(1);
            var folded = foldIn.userVector(weights.getOrDefault(row.getInt(0), Map.of()));
            for (int k = 0; k < PARAMETERS.rank(); k++) {
                assertThat(folded[k]).as("user %d", row.getInt(0)).isCloseTo(trained.get(k), within(1e-3f));
            }
        }
    }

    @Test
    void trainsTheSameFactorsFromTheSameInteractions() {
        var trainer = new AlsTrainer(TestingSpark.session(), 3, 1);

        var once = trainer.fit(TestingInteractions.random(60, 30, 2), PARAMETERS);
        var again = trainer.fit(TestingInteractions.random(60, 30, 2), PARAMETERS);

        assertThat(again.toBytes()).isEqualTo(once.toBytes());
    }

    @Test
    void weighsByTypeAndAge() {
        var matrix = PreferenceMatrix.of(
                new TestingInteractions()
                        .add("u2", EventType.PURCHASE, 60, "b")
                        .add("u1", EventType.PURCHASE, 30, "b")
                        .add("u1", EventType.PAGE_VIEW, 0, "a", "a")
                        .add("u1", EventType.COMMENT, 60, "c")
                        .user("u0")
                        .done(),
                PARAMETERS);

        assertThat(matrix.users()).containsExactly("u1", "u2");
        assertThat(matrix.products()).containsExactly("a", "b");
        assertThat(matrix.cells())
                .containsExactly(
                        new PreferenceMatrix.Cell(0, 0, 0.5f),
                        new PreferenceMatrix.Cell(0, 1, 2.5f),
                        new PreferenceMatrix.Cell(1, 1, 5f));
    }
}
