package org.jl2tpd.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.linux.Rtnetlink;

/** Runs a test on a thread that has a network namespace of its own; threads and processes that it starts have it too. */
public final class OwnNetwork {
    private static final long LIMIT_SECONDS = 60;

    private OwnNetwork() {}

    /** What a test does. */
    public interface Body {
        void run() throws Exception;
    }

    /** Runs the body; skips the test, visibly, where namespaces or TUN devices cannot be had. */
    public static void run(Body body) throws Exception {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
        assumeTrue(Files.isWritable(Path.of("/dev/net/tun")), "needs /dev/net/tun, writable");
        Callable<Integer> task = () -> {
            int result = Linux.unshareNetwork();
            if (result == 0) {
                loopbackUp();
                body.run();
            }
            return result;
        };
        var future = new FutureTask<>(task);
        var thread = new Thread(future, "own-network");
        thread.setDaemon(true);
        thread.start();
        try {
            int result = future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            assumeTrue(result == 0, "needs root for a network namespace: " + Errno.describe(-result));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) e.getCause();
        }
    }

    private static void loopbackUp() throws IOException {
        try (var netlink = new Rtnetlink()) {
            assertThat(netlink.begin().linkUp(1, 65536).commit()).isNull();
        }
    }

    /** Runs a command in the thread's namespace and returns what it printed; fails when it does. */
    public static String sh(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + ": " + out).isZero();
        return out;
    }
}
