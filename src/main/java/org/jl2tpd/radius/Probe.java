package org.jl2tpd.radius;

/** Asks a dead server again and again whether it is back (RFC 5997), or waits until its dead time is over. */
final class Probe extends Timed implements Attempt.Asker {
    /** An unanswered probe doubles the time to the next, up to so many times the first. */
    static final int MAX_BACKOFF = 8;

    private final ClientContext context;
    private final Target target;
    private Attempt attempt;
    private long backoff;

    Probe(ClientContext context, Target target) {
        this.context = context;
        this.target = target;
    }

    void start(long nowNs) {
        stop();
        backoff = 1;
        context.timers.set(
                this,
                nowNs
                        + (probes()
                                ? context.jittered(context.settings.statusIntervalNs())
                                : context.settings.deadTimeNs()));
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

    @Override
    void due(long nowNs) {
        if (!probes()) {
            target.revive(nowNs, "its dead time is over");
            return;
        }
        backoff = attempt == null ? backoff : Math.min(2 * backoff, MAX_BACKOFF);
        giveUp();
        attempt = target.sendStatus(nowNs, this);
        context.timers.set(this, nowNs + context.jittered(context.settings.statusIntervalNs() * backoff));
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public void answered(long nowNs, Attempt answered, RadiusPacket packet) {
        // The server is alive again, and that ended this probe.
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
