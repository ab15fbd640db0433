package dev.shoplake.stack.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Held by whoever starts, stops or installs; the kernel frees it when the holder dies. */
public final class HomeLock implements AutoCloseable {
    /** The kernel's lock is the process's: among the threads of this one, these decide. */
    private static final ConcurrentMap<Path, Lock> OF_THREADS = new ConcurrentHashMap<>();

    private final Lock ofThreads;
    private final FileChannel channel;

    private HomeLock(Lock ofThreads, FileChannel channel) {
        this.ofThreads = ofThreads;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param onWait called once if another process holds it
     */
    public static HomeLock acquire(Path file, Runnable onWait) throws IOException {
        Files.createDirectories(file.getParent());
        var ofThreads = OF_THREADS.computeIfAbsent(file, any -> new ReentrantLock());
        ofThreads.lock();
        try {
            return new HomeLock(ofThreads, lockedChannel(file, onWait));
        } catch (IOException | RuntimeException e) {
            ofThreads.unlock();
            throw e;
        }
    }

    private static FileChannel lockedChannel(Path file, Runnable onWait) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                onWait.run();
                channel.lock();
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        ofThreads.unlock();
    }
}
