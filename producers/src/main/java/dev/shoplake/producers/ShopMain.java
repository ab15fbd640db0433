package dev.shoplake.producers;

import dev.shoplake.producers.shop.ShopCommand;
import java.util.Map;

/** Entry point of {@code shoplake shop}. */
public final class ShopMain {
    private ShopMain() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv(), args));
    }

    /** @return the exit code: 0 done, 1 failed, 2 wrong arguments or settings */
    static int run(Map<String, String> environment, String... args) {
        return ShopCommand.commandLine(environment).execute(args);
    }
}
