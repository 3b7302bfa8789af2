package org.jl2tpd.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Walks a subtree by snmpbulkwalk again and again until it is stopped. */
final class Walker {
    private final Thread thread;
    private volatile boolean stopped;
    private volatile Process process;
    private volatile IOException failure;
    private int walks;

    Walker(SnmpTools tools, int port, String oid, Path work) {
        thread = new Thread(() -> run(tools, port, oid, work.resolve("walker.out")));
        thread.setDaemon(true);
        thread.start();
    }

    private void run(SnmpTools tools, int port, String oid, Path output) {
        try {
            while (!stopped) {
                process = tools.startWalk(Managed.CLIENT_NICENESS, port, oid, output);
                if (stopped) {
                    process.destroy();
                }
                int code = process.waitFor();
                if (code != 0 && !stopped) {
                    failure = new IOException("a walk ended with " + code);
                    return;
                }
                walks++;
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The walks that it did, the one that it left included. */
    int stop() throws IOException, InterruptedException {
        stopped = true;
        Process last = process;
        if (last != null) {
            last.destroy();
        }
        thread.join();
        if (failure != null) {
            throw failure;
        }
        return walks;
    }
}
