package dev.shoplake.e2e;

import dev.shoplake.stack.LocalStack;

/** The whole stack after the demo: one for all stories of this JVM, which leave the year as they find it. */
final class DemoYear {
    private static boolean loaded;

    private DemoYear() {}

    /** The stack, everything up, the shop's year loaded, batched and trained; the first call runs the demo. */
    static synchronized LocalStack stack() {
        var stack = LocalStack.shared("redis");
        if (!loaded) {
            System.out.println(stack.command("demo"));
            loaded = true;
        }
        return stack;
    }
}
