package dev.shoplake.training.fit;

import dev.shoplake.contracts.ranking.ItemFactors;
import dev.shoplake.contracts.ranking.ModelParameters;
import dev.shoplake.training.dataset.Interactions;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Factors the users' weights by Spark MLlib's implicit ALS. */
public final class AlsTrainer {
    /** Keeps a task well below the size that Spark warns about. */
    private static final int CELLS_OF_A_SLICE = 40_000;

    private static final StructType SCHEMA = new StructType()
            .add("user", DataTypes.IntegerType, false)
            .add("item", DataTypes.IntegerType, false)
            .add("rating", DataTypes.FloatType, false);

    private final SparkSession spark;
    private final int iterations;
    private final long seed;

    /**
     * @param iterations sweeps over items and users
     * @param seed of the factors that the first sweep starts from
     */
    public AlsTrainer(SparkSession spark, int iterations, long seed) {
        this.spark = spark;
        this.iterations = iterations;
        this.seed = seed;
    }

    /** Trains and keeps the items' side; a user's side follows from it by fold-in. */
    public ItemFactors fit(Interactions interactions, ModelParameters parameters) {
        var matrix = PreferenceMatrix.of(interactions, parameters);
        return itemFactors(train(matrix, parameters), matrix.products(), parameters.rank());
    }

    ALSModel train(PreferenceMatrix matrix, ModelParameters parameters) {
        int blocks = Math.max(2, spark.sparkContext().defaultParallelism());
        int slices = Math.max(blocks, matrix.cells().size() / CELLS_OF_A_SLICE);
        var rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(matrix.cells(), slices)
                .map(cell -> RowFactory.create(cell.user(), cell.product(), cell.weight()));
        return new ALS()
                .setImplicitPrefs(true)
                .setRank(parameters.rank())
                .setAlpha(parameters.alpha())
                .setRegParam(parameters.regularization())
                .setMaxIter(iterations)
                .setSeed(seed)
                .setNumBlocks(blocks)
                .setUserCol("user")
                .setItemCol("item")
                .setRatingCol("rating")
                .fit(spark.createDataFrame(rows, SCHEMA));
    }

    static ItemFactors itemFactors(ALSModel model, List<String> products, int rank) {
        var values = new float[products.size() * rank];
        for (Row row : model.itemFactors().collectAsList()) {
            List<Float> vector = row.getList(1);
            for (int k = 0; k < rank; k++) {
                values[row.getInt(0) * rank + k] = vector.get(k);
            }
        }
        return new ItemFactors(products, rank, values);
    }
}
