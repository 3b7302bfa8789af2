package org.jl2tpd.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What one round of set-up measured. */
final class Round {
    final int wanted;
    final Map<String, Integer> failures = new TreeMap<>();
    private final long[] latenciesNs;
    int up;
    int failed;
    long startNs;
    long lastUpNs;
    long tunnelsNs;
    long lnsCpuUs;
    long loadCpuUs;
    long retransmissions;
    long pppRepeats;

    Round(int wanted) {
        this.wanted = wanted;
        latenciesNs = new long[wanted];
    }

    void up(long latencyNs, long nowNs) {
        latenciesNs[up++] = latencyNs;
        lastUpNs = nowNs;
    }

    void failed(String reason) {
        failed++;
        failures.merge(reason, 1, Integer::sum);
    }

    boolean isComplete() {
        return up + failed >= wanted;
    }

    double perSecond() {
        return up == 0 ? 0 : up * 1e9 / Math.max(1, lastUpNs - startNs);
    }

    long[] latenciesNs() {
        return Arrays.copyOf(latenciesNs, up);
    }
}
