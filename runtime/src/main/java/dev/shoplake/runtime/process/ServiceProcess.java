package dev.shoplake.runtime.process;

import dev.shoplake.runtime.settings.SettingsException;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a {@link Service} as the whole of a process. */
public final class ServiceProcess {
    public static final int STOPPED = 0;
    public static final int FAILED = 1;
    public static final int WRONG_SETTINGS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

    private ServiceProcess() {}

    /** Reads the settings and opens the service. */
    @FunctionalInterface
    public interface Opening {
        Service open() throws Exception;
    }

    /**
     * Opens the service, waits until it fails or the process is told to end (SIGTERM, SIGINT), closes it.
     *
     * @param name the service's name, for the log
     * @param errors where wrong settings are explained
     * @return the exit code: {@link #STOPPED}, {@link #FAILED} or {@link #WRONG_SETTINGS}
     */
    public static int run(String name, PrintStream errors, Opening opening) {
        var left = new CountDownLatch(1);
        try (var service = opening.open()) {
            var hook = Thread.ofPlatform().name("stop").unstarted(() -> {
                service.close();
                awaitPatiently(left);
            });
            Runtime.getRuntime().addShutdownHook(hook);
            LOG.info("{}: started", name);
            service.await();
            LOG.info("{}: stopped", name);
            return STOPPED;
        } catch (SettingsException e) {
            errors.println(name + ": " + e.getMessage());
            return WRONG_SETTINGS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return STOPPED;
        } catch (Exception e) {
            LOG.error("{}: failed", name, e);
            return FAILED;
        } finally {
            left.countDown();
        }
    }

    /**
     * Gives the main thread time to leave its try block; the process ends after that at the latest. Waiting for its end would
     * not do: it asks for an exit, which waits for the hook.
     */
    private static void awaitPatiently(CountDownLatch left) {
        try {
            var _ = left.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
