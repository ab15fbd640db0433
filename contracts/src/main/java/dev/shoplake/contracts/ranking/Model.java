package dev.shoplake.contracts.ranking;

/**
 * A trained model as it is published: everything the live path needs.
 *
 * @param version name of the version; part of every key that belongs to it
 * @param parameters what it was trained with
 * @param items the items' factors
 */
public record Model(String version, ModelParameters parameters, ItemFactors items) {
    /** Field of the hash {@code RedisKeys.model} that holds {@link ModelParameters#toJson}. */
    public static final String PARAMETERS_FIELD = "parameters";

    /** Field of the hash {@code RedisKeys.model} that holds {@link ItemFactors#toBytes}. */
    public static final String FACTORS_FIELD = "factors";
}
