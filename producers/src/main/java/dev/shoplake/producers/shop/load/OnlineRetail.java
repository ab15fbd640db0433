package dev.shoplake.producers.shop.load;

import static dev.shoplake.producers.shop.read.Column.filled;
import static dev.shoplake.producers.shop.read.Column.named;

import dev.shoplake.producers.shop.read.Column;
import dev.shoplake.producers.shop.read.ColumnType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The data set Online Retail of the UCI repository: one file of invoice lines, from which the four tables follow. */
public final class OnlineRetail implements Source {
    private static final List<Column> COLUMNS = List.of(
            filled("InvoiceNo", ColumnType.TEXT),
            filled("StockCode", ColumnType.TEXT),
            named("Description", ColumnType.TEXT),
            named("Quantity", ColumnType.LONG),
            filled("InvoiceDate", ColumnType.TIMESTAMP),
            named("UnitPrice", ColumnType.PRICE),
            named("CustomerID", ColumnType.TEXT),
            named("Country", ColumnType.TEXT));

    private final Path file;

    public OnlineRetail(Path file) {
        this.file = file;
    }

    @Override
    public void stage(Staging staging) throws IOException, SQLException {
        staging.run("online-retail-lines.sql");
        staging.copy(file, "staged_lines", COLUMNS);
        staging.step("making orders, customers and products of the lines");
        staging.run("online-retail.sql");
    }
}
