package dev.shoplake.etl.extract;

import java.util.List;

/**
 * Columns of a table of the shop.
 *
 * @param taken those that the batch knows in their order, then the others in the shop's
 * @param left names of columns that the batch cannot take beside its own
 */
record SourceColumns(List<SourceColumn> taken, List<String> left) {
    SourceColumns {
        taken = List.copyOf(taken);
        left = List.copyOf(left);
    }

    /** What an operator should know of the columns that are left. */
    List<String> warnings(SourceTable table) {
        return left.stream()
                .map(column -> "column %s of %s is not taken, the batch has that name itself or cannot have it"
                        .formatted(column, table.tableName()))
                .toList();
    }
}
