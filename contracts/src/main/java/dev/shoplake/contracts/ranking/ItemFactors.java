package dev.shoplake.contracts.ranking;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The items' side of a factor model: one vector of {@code rank} floats an item, in one flat array, row after row. Immutable
 * by convention: {@link #values} is not copied, do not write to it.
 */
public final class ItemFactors {
    private final List<String> productIds;
    private final Map<String, Integer> rows;
    private final int rank;
    private final float[] values;

    /**
     * @param productIds one a row
     * @param rank floats a row
     * @param values {@code productIds.size() * rank} floats
     */
    public ItemFactors(List<String> productIds, int rank, float[] values) {
        if (values.length != productIds.size() * rank) {
            throw new IllegalArgumentException("%d items of rank %d need %d values, not %d"
                    .formatted(productIds.size(), rank, productIds.size() * rank, values.length));
        }
        this.productIds = List.copyOf(productIds);
        this.rank = rank;
        this.values = values;
        this.rows = HashMap.newHashMap(productIds.size());
        for (int row = 0; row < this.productIds.size(); row++) {
            rows.put(this.productIds.get(row), row);
        }
    }

    public int size() {
        return productIds.size();
    }

    public int rank() {
        return rank;
    }

    public String productId(int row) {
        return productIds.get(row);
    }

    /** The row of a product, or −1 if the model does not know it. */
    public int row(String productId) {
        return rows.getOrDefault(productId, -1);
    }

    /** A copy of all rows, flat. */
    public float[] copyOfValues() {
        return values.clone();
    }

    /** All rows, flat. */
    float[] values() {
        return values;
    }

    /** The field {@code factors} of {@code RedisKeys.model}: count and rank (ints), ids (modified UTF-8), floats; big endian. */
    public byte[] toBytes() {
        var bytes = new ByteArrayOutputStream(16 + productIds.size() * 16 + values.length * Float.BYTES);
        try (var data = new DataOutputStream(bytes)) {
            data.writeInt(productIds.size());
            data.writeInt(rank);
            for (var id : productIds) {
                data.writeUTF(id);
            }
            for (float value : values) {
                data.writeFloat(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static ItemFactors ofBytes(byte[] bytes) {
        try (var data = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = data.readInt();
            int rank = data.readInt();
            var ids = new String[count];
            for (int row = 0; row < count; row++) {
                ids[row] = data.readUTF();
            }
            var values = new float[count * rank];
            for (int i = 0; i < values.length; i++) {
                values[i] = data.readFloat();
            }
            return new ItemFactors(List.of(ids), rank, values);
        } catch (IOException e) {
            throw new UncheckedIOException("not item factors", e);
        }
    }
}
