package org.jl2tpd.reactor;

import java.util.concurrent.TimeUnit;

/**
 * Keeps exceptions of the engine from ending the loop: counts them, reports them at a bounded rate, and says when an input does
 * nothing but fail.
 */
final class FailureGuard {
    /** Failures of one kind of input in a row after which the reactor gives up. */
    static final int CONSECUTIVE_LIMIT = 1000;

    private static final long REPORT_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    /** Kinds of input, each with its own row of failures. */
    enum Input {
        DATAGRAM,
        PACKET,
        TIMEOUT,
        POSTED,
        DATAPATH,
        SEND_ERROR
    }

    private final EventSink events;
    private final ReactorCounters counters;
    private final int[] consecutive = new int[Input.values().length];
    private long nextReportNs = Long.MIN_VALUE;
    private long suppressed;
    private boolean exhausted;

    FailureGuard(EventSink events, ReactorCounters counters) {
        this.events = events;
        this.counters = counters;
    }

    void succeeded(Input input) {
        consecutive[input.ordinal()] = 0;
    }

    /** Rethrows what the virtual machine cannot go on after. */
    void failed(Input input, Throwable thrown, long nowNs) {
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
        counters.add(ReactorCounter.FAILURES);
        exhausted |= ++consecutive[input.ordinal()] >= CONSECUTIVE_LIMIT;
        if (nextReportNs != Long.MIN_VALUE && nowNs - nextReportNs < 0) {
            suppressed++;
            return;
        }
        nextReportNs = nowNs + REPORT_INTERVAL_NS;
        events.failure(input.name().toLowerCase(java.util.Locale.ROOT), thrown, suppressed);
        suppressed = 0;
    }

    /** Whether some input failed too often in a row. */
    boolean isExhausted() {
        return exhausted;
    }
}
