package org.jl2tpd.linux;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A thread with a mount namespace of its own (mount_namespaces(7)): what is mounted there is seen by that thread and by programs that it
 * starts, and by nobody else; what the system mounts later appears there too. It vanishes with the last of them. Needs CAP_SYS_ADMIN.
 *
 * <p>Where mounts hide the folder that this program's classes come from, that thread can't load any: whoever mounts there
 * has first run once what is to run later.
 */
public final class MountNamespace implements AutoCloseable {
    /** linux/sched.h */
    private static final int CLONE_NEWNS = 0x20000;
    /** linux/mount.h */
    private static final long MS_NOSUID = 2;

    private static final long MS_NODEV = 4;
    private static final long MS_NOEXEC = 8;
    private static final long MS_BIND = 4096;
    private static final long MS_REC = 16_384;
    private static final long MS_SLAVE = 1 << 19;

    private static final Runnable END = () -> {};

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** Something that is done on the namespace's thread. */
    @FunctionalInterface
    public interface Task<T> {
        T run() throws IOException;
    }

    private MountNamespace(String name) {
        thread = new Thread(this::work, name);
        thread.setDaemon(true);
    }

    /** @param name of the thread */
    public static MountNamespace open(String name) throws SystemCallException {
        Linux.require();
        var namespace = new MountNamespace(name);
        namespace.thread.start();
        try {
            namespace.call(() -> {
                Linux.check("unshare CLONE_NEWNS", ProcessCalls.unshare(CLONE_NEWNS));
                // Nothing goes from here to the system's mounts.
                return Linux.check(
                        "mount --make-rslave", ProcessCalls.mount("none", "/", null, MS_REC | MS_SLAVE, null));
            });
            return namespace;
        } catch (SystemCallException e) {
            namespace.close();
            throw e;
        } catch (IOException e) {
            namespace.close();
            throw new SystemCallException(e.getMessage());
        }
    }

    private void work() {
        try {
            for (Runnable task = tasks.take(); task != END; task = tasks.take()) {
                task.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs something there and waits for it. */
    public <T> T call(Task<T> task) throws IOException {
        if (closed) {
            throw new IOException("the mount namespace is closed");
        }
        var result = new CompletableFuture<T>();
        tasks.add(() -> {
            try {
                result.complete(task.run());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return await(result);
    }

    private static <T> T await(CompletableFuture<T> result) throws IOException {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof LinkageError missing) {
                // A C library without a function that we need, or a class below a folder that a mount hides.
                throw new IOException(
                        "something of this system or program is missing: " + missing.getMessage(), missing);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Mounts an empty tmpfs without programs and devices; to be called on the namespace's thread, as {@link #bind} is. */
    public static void tmpfs(String target, String options) throws SystemCallException {
        long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
        Linux.check("mount tmpfs " + target, ProcessCalls.mount("tmpfs", target, "tmpfs", flags, options));
    }

    /** Lets a file or folder appear at another path, in place of what is there. */
    public static void bind(String source, String target) throws SystemCallException {
        Linux.check("mount --bind " + target, ProcessCalls.mount(source, target, null, MS_BIND, null));
    }

    /** Ends the thread, after what it has been given. */
    @Override
    public void close() {
        closed = true;
        tasks.add(END);
    }
}
