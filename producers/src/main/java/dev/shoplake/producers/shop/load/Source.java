package dev.shoplake.producers.shop.load;

import java.io.IOException;
import java.sql.SQLException;

/** Where a load comes from. */
public interface Source {
    /**
     * Reads everything into the staging tables.
     *
     * @throws dev.shoplake.producers.shop.read.WrongFileException if a file is missing or wrong
     */
    void stage(Staging staging) throws IOException, SQLException;
}
