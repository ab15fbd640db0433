package dev.shoplake.stack.server;

import java.io.FileNotFoundException;
import java.io.InputStream;

/** Executables that come inside libraries. */
final class Resources {
    private Resources() {}

    static InputStream open(String name) throws FileNotFoundException {
        var stream = Resources.class.getClassLoader().getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException("%s is in no library of this program".formatted(name));
        }
        return stream;
    }
}
