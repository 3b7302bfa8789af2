package org.jl2tpd.radius;

/**
 * Waits until a dead server may be asked in its turn again: until it answers a probe (RFC 5997), or until its dead time is over, where it
 * is not probed or has never answered a probe, which is what a server without Status-Server does.
 */
final class Probe extends Timed implements Attempt.Asker {
    /** An unanswered probe doubles the time to the next, up to so many times the first. */
    static final int MAX_BACKOFF = 8;

    private final ClientContext context;
    private final Target target;
    private Attempt attempt;
    private long backoff;
    private long deadUntilNs;

    /** Whether it has answered one. */
    private boolean known;

    Probe(ClientContext context, Target target) {
        this.context = context;
        this.target = target;
    }

    void start(long nowNs) {
        stop();
        backoff = 1;
        deadUntilNs = nowNs + context.settings.deadTimeNs();
        plan(nowNs);
    }

    void stop() {
        context.timers.cancel(this);
        giveUp();
    }

    private void giveUp() {
        if (attempt != null) {
            target.slots.release(attempt.slot());
            attempt = null;
        }
    }

    private boolean probes() {
        return target.server.statusServer() && context.settings.statusIntervalNs() > 0;
    }

    private void plan(long nowNs) {
        long nextNs = probes() ? nowNs + context.jittered(context.settings.statusIntervalNs() * backoff) : deadUntilNs;
        boolean first = !(probes() && known) && deadUntilNs - nextNs < 0;
        context.timers.set(this, first ? deadUntilNs : nextNs);
    }

    @Override
    void due(long nowNs) {
        if (!(probes() && known) && deadUntilNs - nowNs <= 0) {
            giveUp();
            target.mayBeTried(nowNs);
            return;
        }
        backoff = attempt == null ? backoff : Math.min(2 * backoff, MAX_BACKOFF);
        giveUp();
        attempt = target.sendStatus(nowNs, this);
        plan(nowNs);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public void answered(long nowNs, Attempt answered, RadiusPacket packet) {
        // The server is alive again, and that ended this probe.
        known = true;
    }

    /** RFC 5997 6: an answer to Status-Server need not have one, and it lets nobody in. */
    @Override
    public boolean needsProof() {
        return false;
    }

    @Override
    public String news() {
        return "it answers Status-Server";
    }

    @Override
    public void faulty(PacketFault fault) {
        // The next probe may be answered better.
    }
}
