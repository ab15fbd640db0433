package dev.shoplake.producers.shop.load;

import dev.shoplake.producers.shop.read.WrongFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Any shop: a folder with one CSV file a table, plain or gzip. */
public final class CsvShop implements Source {
    private final Path folder;

    public CsvShop(Path folder) {
        this.folder = folder;
    }

    @Override
    public void stage(Staging staging) throws IOException, SQLException {
        // all four are looked for before the first is read, which may take minutes
        for (var table : ShopTable.ALL) {
            file(table);
        }
        for (var table : ShopTable.ALL) {
            staging.copy(file(table), table);
        }
    }

    private Path file(ShopTable table) {
        var plain = folder.resolve(table.tableName() + ".csv");
        var compressed = folder.resolve(table.tableName() + ".csv.gz");
        if (Files.exists(plain) && Files.exists(compressed)) {
            throw WrongFileException.ofFile(plain, "a file and " + compressed.getFileName() + " too", "one of them");
        }
        if (Files.exists(compressed)) {
            return compressed;
        }
        if (!Files.exists(plain)) {
            throw WrongFileException.ofFile(plain, "no such file", "it or " + compressed.getFileName());
        }
        return plain;
    }
}
