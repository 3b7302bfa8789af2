package org.jl2tpd.ppp;

import org.jl2tpd.wire.PppDisconnectCause;

/**
 * A network control protocol. Each stands alone: its end concerns the link only when no other is open or under way (B22).
 *
 * @param <P> the protocol itself
 */
abstract class NetworkProtocol<P extends NetworkProtocol<P>> extends ControlProtocol<P> {
    private byte failureCode = PppDisconnectCause.NCP_TIMEOUT;
    private byte failureDirection;
    private boolean finished;

    NetworkProtocol(PppLink link) {
        super(link);
    }

    /** Starts negotiation; the lower layer (LCP and authentication) is up. */
    final void start(long nowNs) {
        event(nowNs, Automaton.Event.OPEN);
        event(nowNs, Automaton.Event.UP);
    }

    /** Ends this protocol alone, with the RFC 3145 cause that the link ends with when no other is left. */
    final void fail(long nowNs, int code, int direction) {
        failureCode = (byte) code;
        failureDirection = (byte) direction;
        event(nowNs, Automaton.Event.CLOSE);
    }

    /** A Protocol-Reject: the peer has no such protocol (RFC 1661 5.7). */
    final void rejectedByPeer(long nowNs) {
        failureCode = PppDisconnectCause.NO_NCP;
        event(nowNs, Automaton.Event.RXJ_CATASTROPHIC);
    }

    /** Whether it ended and was not started again by the peer. */
    final boolean isFinished() {
        return finished && state().ordinal() <= Automaton.State.STOPPED.ordinal();
    }

    final PppDisconnectCause failure() {
        return PppLink.cause(failureCode, protocol(), failureDirection, "");
    }

    @Override
    final PppSettings.Negotiation negotiation() {
        return link.settings().ncp();
    }

    @Override
    void onFinished(long nowNs) {
        finished = true;
        link.ncpFinished(nowNs, this);
    }

    @Override
    void onTerminateRequest() {
        if (isOpened()) {
            failureCode = PppDisconnectCause.NORMAL;
            failureDirection = 1;
        }
    }

    @Override
    void onNoConvergence(long nowNs, boolean byUs) {
        fail(nowNs, PppDisconnectCause.ADDRESSES_DID_NOT_CONVERGE, byUs ? 2 : 1);
    }
}
