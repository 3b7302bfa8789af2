package org.jl2tpd.bench.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole session in memory: ICRQ to ICCN, LCP, PAP, IPCP, and its end, both ends of it. One end costs about half of what this
 * shows; the rest of a session's cost in the daemon is the system calls.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SessionBench {
    private Pair pair;

    @Setup
    public void setUp() {
        pair = new Pair();
    }

    @Benchmark
    public void openAndCloseBothEnds() {
        pair.closeSession(pair.openSession());
    }
}
