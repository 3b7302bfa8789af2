package org.jl2tpd.daemon.hooks;

import java.nio.ByteBuffer;
import org.jl2tpd.linux.ChildProcess;

/** A hook that runs: its process group is told to end at its deadline, and killed a while later. One thread at a time. */
final class RunningHook {
    /** Milliseconds between SIGTERM and SIGKILL. */
    static final long GRACE_MS = 2_000;

    private static final long MILLISECOND_NS = 1_000_000L;

    final HookJob job;
    final ChildProcess child;
    final HookOutput output;
    /** When something is to be done about it. */
    long dueNs;

    boolean timedOut;
    /** Whether its output is still read. */
    boolean isReading = true;

    RunningHook(HookJob job, ChildProcess child, HookOutput output, long dueNs) {
        this.job = job;
        this.child = child;
        this.output = output;
        this.dueNs = dueNs;
    }

    /** It has taken too long. */
    void due(long nowNs) {
        child.signalGroup(timedOut ? ChildProcess.SIGKILL : ChildProcess.SIGTERM);
        timedOut = true;
        dueNs = nowNs + GRACE_MS * MILLISECOND_NS;
    }

    /** It ended by itself, or was killed: what it left in its process group ends with it, before its id may name another one. */
    ChildProcess.Exit end(ByteBuffer buffer) {
        child.signalGroup(ChildProcess.SIGKILL);
        ChildProcess.Exit exit = child.await();
        if (isReading) {
            output.readFrom(child, buffer);
        }
        output.finish();
        child.close();
        return exit;
    }

    /** Why that is a failure; null when it is none. */
    String problem(ChildProcess.Exit exit, int timeoutSeconds) {
        if (timedOut) {
            return "was ended after " + timeoutSeconds + " s";
        }
        if (exit.signal() != 0) {
            return "was ended by signal " + exit.signal();
        }
        return exit.code() == 0 ? null : "ended with status " + exit.code();
    }
}
