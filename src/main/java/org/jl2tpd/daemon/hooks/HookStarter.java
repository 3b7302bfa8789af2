package org.jl2tpd.daemon.hooks;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jl2tpd.linux.Capabilities;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.linux.ChildProcess.Program;
import org.jl2tpd.linux.Identity;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.linux.ThreadIdentity;

/**
 * Starts programs from a thread that has given up every capability and, where the daemon is root, its user: programs have the rights of the thread
 * that starts them. It can't take them back, so that another user is another thread. That thread may be unable to read our own
 * files: what it will run is run once before.
 */
final class HookStarter implements AutoCloseable {
    private static final Runnable END = () -> {};

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;

    private HookStarter() {
        thread = new Thread(this::work, "hooks-starter");
        thread.setDaemon(true);
    }

    /**
     * Makes the thread and takes its rights.
     *
     * @param user whom programs run as where we are root
     * @throws IOException with words; nothing is left of it
     */
    static HookStarter open(String user) throws IOException {
        Identity identity = Identity.isRoot() ? Identity.find(user) : null;
        if (Identity.isRoot() && identity == null) {
            throw new IOException("there is no user " + user + " (user in [hooks])");
        }
        var starter = new HookStarter();
        starter.thread.start();
        try {
            starter.call(() -> {
                rehearse();
                ThreadIdentity.ownFileMask(077);
                if (identity != null && identity.uid() != 0) {
                    ThreadIdentity.become(identity.uid(), identity.gid());
                }
                Capabilities.dropAllOfThread();
                return null;
            });
            return starter;
        } catch (IOException | RuntimeException | Error e) {
            starter.close();
            throw e;
        }
    }

    /** Loads every class of a start while our files can still be read. */
    private static void rehearse() {
        try (ChildProcess none = ChildProcess.start(
                new Program("/nonexistent", java.util.List.of("none"), java.util.List.of(), null, -1, true))) {
            none.await();
        } catch (SystemCallException e) {
            e.getMessage();
        }
    }

    /** Something that is done on the thread. */
    @FunctionalInterface
    private interface Task<T> {
        T run() throws IOException;
    }

    /** Starts a program; without waiting for anything but that. */
    ChildProcess start(Program program) throws IOException {
        return call(() -> ChildProcess.start(program));
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

    private <T> T call(Task<T> task) throws IOException {
        var result = new CompletableFuture<T>();
        tasks.add(() -> {
            try {
                result.complete(task.run());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("a hook can't be started: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        tasks.add(END);
    }
}
