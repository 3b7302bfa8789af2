package org.jl2tpd.daemon.quickstart;

import java.util.concurrent.CompletableFuture;

/** Pings one at a time and counts what came of it. One thread. */
final class PingTally {
    private final Pinger pinger;
    private CompletableFuture<Long> underWay;
    private int answered;
    private int lost;
    private long lastNs;
    private String problem = "";

    PingTally(Pinger pinger) {
        this.pinger = pinger;
    }

    /** Takes the fate of the ping under way, and sends the next one when there is none. */
    void step() {
        if (underWay != null && underWay.isDone()) {
            settle(underWay);
            underWay = null;
        }
        if (underWay == null) {
            underWay = pinger.ping();
        }
    }

    private void settle(CompletableFuture<Long> ping) {
        try {
            lastNs = ping.join();
            answered++;
            problem = "";
        } catch (RuntimeException e) {
            lost++;
            problem = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        }
    }

    int answered() {
        return answered;
    }

    /** Why the last one failed, empty when it did not. */
    String problem() {
        return problem;
    }

    String text() {
        String text = "ping " + pinger.describe() + ": " + answered + " answered, " + lost + " lost";
        return answered == 0 ? text : text + ", last " + milliseconds(lastNs);
    }

    String firstAnswer() {
        return "ping " + pinger.describe() + ": answered in " + milliseconds(lastNs);
    }

    private static String milliseconds(long ns) {
        return ns / 1_000_000 + "." + String.valueOf(1000 + ns / 1000 % 1000).substring(1) + " ms";
    }
}
