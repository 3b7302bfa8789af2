package org.jl2tpd.engine;

import org.jl2tpd.ppp.SessionPolicy;
import org.jl2tpd.profile.PppAttributes;

/**
 * How fast a session's data may be, each way: what an operator or a server said of the live session, else what its authorization said, else
 * its ppp profile. In force from the network phase on: by the datapath where that carries the session, else here.
 */
final class SessionRates {
    private static final long UNSAID = -1;

    private final Core core;
    private final SessionEntry entry;
    /** Said of the live session; {@link #UNSAID} when nothing was. */
    private long changedRx = UNSAID;

    private long changedTx = UNSAID;
    private SessionPolicy policy = SessionPolicy.NONE;
    private DataRates current = DataRates.NONE;
    /** The device that a pppd made, empty where the datapath knows its own. */
    private String device = "";

    private boolean started;
    /** Null without a limit, and where the datapath has it. */
    private TokenBucket rx;

    private TokenBucket tx;
    private long rxDiscards;
    private long txDiscards;

    SessionRates(Core core, SessionEntry entry) {
        this.core = core;
        this.entry = entry;
    }

    /** What the authorization says goes before the profile, from {@link #start} on. */
    void authorized(SessionPolicy said) {
        policy = said;
    }

    /**
     * The network phase begins.
     *
     * @param pppdDevice the device that a pppd made, empty for the datapath's own
     * @return null, or why the limits cannot be had: then there are none, and the session is to end
     */
    String start(long nowNs, String pppdDevice) {
        started = true;
        device = pppdDevice;
        return refresh(nowNs);
    }

    /**
     * Other limits for the live session.
     *
     * @param rxBitsPerSecond 0 for no limit, negative to leave it; likewise {@code txBitsPerSecond}
     * @return null, or why not; then those of before are in force
     */
    String set(long nowNs, long rxBitsPerSecond, long txBitsPerSecond) {
        long formerRx = changedRx;
        long formerTx = changedTx;
        changedRx = rxBitsPerSecond < 0 ? changedRx : rxBitsPerSecond;
        changedTx = txBitsPerSecond < 0 ? changedTx : txBitsPerSecond;
        String problem = refresh(nowNs);
        if (problem != null) {
            changedRx = formerRx;
            changedTx = formerTx;
        }
        return problem;
    }

    long changedRx() {
        return changedRx;
    }

    long changedTx() {
        return changedTx;
    }

    /** Takes back what {@link #set} and another profile did: the values that were said before. Returns null, or why not. */
    String restore(long nowNs, long formerRx, long formerTx) {
        changedRx = formerRx;
        changedTx = formerTx;
        return refresh(nowNs);
    }

    /** The session's ppp profile is another one; returns null, or why its limits cannot be had: those of before are in force. */
    String refresh(long nowNs) {
        DataRates wanted = wanted();
        if (!started || wanted.equals(current)) {
            return null;
        }
        String problem = entry.offloaded ? core.offload.frames.setRates(entry, device, wanted) : null;
        if (problem == null) {
            limitHere(nowNs, entry.offloaded ? DataRates.NONE : wanted);
            current = wanted;
        }
        return problem;
    }

    private DataRates wanted() {
        var ppp = entry.profiles.ppp();
        return new DataRates(
                first(changedRx, policy.rxBitsPerSecond(), ppp.get(PppAttributes.RX_BITS_PER_SECOND)),
                first(changedTx, policy.txBitsPerSecond(), ppp.get(PppAttributes.TX_BITS_PER_SECOND)));
    }

    private static long first(long changed, long authorized, long configured) {
        return changed != UNSAID ? changed : authorized > 0 ? authorized : configured;
    }

    private void limitHere(long nowNs, DataRates wanted) {
        if (wanted.rxBitsPerSecond() != current.rxBitsPerSecond()) {
            rx = bucket(nowNs, wanted.rxBitsPerSecond());
        }
        if (wanted.txBitsPerSecond() != current.txBitsPerSecond()) {
            tx = bucket(nowNs, wanted.txBitsPerSecond());
        }
    }

    private static TokenBucket bucket(long nowNs, long bitsPerSecond) {
        return bitsPerSecond == 0 ? null : new TokenBucket(nowNs, bitsPerSecond);
    }

    /** Whether a packet of the peer may come in; one that may not is counted. */
    boolean admitsRx(long nowNs, int octets) {
        if (rx == null || rx.tryTake(nowNs, octets)) {
            return true;
        }
        rxDiscards++;
        core.count(EngineCounter.DATA_RX_RATE_DISCARDS);
        return false;
    }

    /** Whether a packet may go to the peer; one that may not is counted. */
    boolean admitsTx(long nowNs, int octets) {
        if (tx == null || tx.tryTake(nowNs, octets)) {
            return true;
        }
        txDiscards++;
        core.count(EngineCounter.DATA_TX_RATE_DISCARDS);
        return false;
    }

    /** What is in force. */
    DataRates current() {
        return current;
    }

    /** Packets that were dropped here; the kernel's own traffic control has its own figures. */
    long rxDiscards() {
        return rxDiscards;
    }

    long txDiscards() {
        return txDiscards;
    }
}
