package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import org.jl2tpd.ppp.Automaton.Action;
import org.jl2tpd.ppp.Automaton.Cell;
import org.jl2tpd.ppp.Automaton.Event;
import org.jl2tpd.ppp.Automaton.State;
import org.jl2tpd.ppp.OptionRow.Verdict;

/**
 * One control protocol of a link on the {@link Automaton}: its packets (RFC 1661 5), restart timer and counters (4.6), and
 * the negotiation of the options in its table.
 *
 * @param <P> the protocol itself
 */
abstract class ControlProtocol<P extends ControlProtocol<P>> {
    /** A deadline that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    /** Longest control packet taken in: the MRU that everyone can receive (RFC 1661 6.1). */
    static final int MAX_PACKET_LENGTH = 1500;

    /** Naks and Rejects taken from a peer in one negotiation before it is given up as not converging. */
    static final int MAX_NAKS_RECEIVED = 20;

    /** Octets that hold the options of any of our Configure-Requests. */
    private static final int MAX_OWN_OPTIONS = 64;

    final PppLink link;

    /** Options that our Configure-Request holds, by row. */
    int requestMask;

    private byte state;
    private int restartCount;
    private byte lastIdentifier;
    private byte requestIdentifier;
    private boolean awaitingReply;
    private int naksSent;

    /** Identifier of the last request that was Nak'd, -1 for none: a repeated one is no further failure to converge. */
    private int nakkedIdentifier = -1;

    private int naksReceived;
    private long deadlineNs = NEVER;

    /** Verdicts on the Configure-Request at hand: options by their place, rows that are missing. */
    private long rejects;

    private long naks;
    private int missing;

    ControlProtocol(PppLink link) {
        this.link = link;
    }

    abstract int protocol();

    abstract P self();

    abstract OptionTable<P> table();

    /** The restart timer and counters of this protocol. */
    abstract PppSettings.Negotiation negotiation();

    /** Forgets what the peer's last Configure-Request held. */
    abstract void forgetPeerOptions();

    abstract void onUp(long nowNs);

    abstract void onDown(long nowNs);

    abstract void onFinished(long nowNs);

    /** The options do not converge; {@code byUs} when it is our Naks that had no success. */
    abstract void onNoConvergence(long nowNs, boolean byUs);

    /** Looks after judging options or a reply whether negotiation makes no sense any more; true when it was ended. */
    boolean endedByOptions(long nowNs) {
        return false;
    }

    /** A packet with a code above Code-Reject; false when the protocol does not know the code. */
    boolean receiveExtra(long nowNs, int code, int identifier, ByteBuffer packet) {
        return false;
    }

    /** A well-formed Configure-Request: options between position and limit. */
    void requested(ByteBuffer options) {}

    /** The peer does not know a code of ours that negotiation can do without. */
    void onCodeRejected(int code) {}

    final State state() {
        return Automaton.state(state);
    }

    final boolean isOpened() {
        return state() == State.OPENED;
    }

    final long deadlineNs() {
        return deadlineNs;
    }

    /** Opened without an exchange: the options were negotiated by another (proxy LCP). */
    final void assumeOpened(long nowNs) {
        state = (byte) State.OPENED.ordinal();
        onUp(nowNs);
    }

    final void event(long nowNs, Event event) {
        event(nowNs, event, 0, null);
    }

    final void onTimeout(long nowNs) {
        if (nowNs >= deadlineNs) {
            event(nowNs, restartCount > 0 ? Event.TIMEOUT : Event.TIMEOUT_LAST);
        }
    }

    /** Takes a packet: code, identifier, length, data; octets behind the length are padding (RFC 1661 5). */
    final void receive(long nowNs, ByteBuffer packet) {
        int at = packet.position();
        int available = packet.remaining();
        int length = available < PacketCode.HEADER_LENGTH ? 0 : packet.getShort(at + 2) & 0xffff;
        if (length < PacketCode.HEADER_LENGTH || length > available || length > MAX_PACKET_LENGTH) {
            link.dropped();
            return;
        }
        int code = packet.get(at) & 0xff;
        int identifier = packet.get(at + 1) & 0xff;
        packet.limit(at + length).position(at + PacketCode.HEADER_LENGTH);
        if (link.out.traced()) {
            link.out.trace("recv", protocol(), PacketCode.name(protocol(), code), identifier, length);
        }
        dispatch(nowNs, code, identifier, packet);
    }

    private void dispatch(long nowNs, int code, int identifier, ByteBuffer packet) {
        switch (code) {
            case PacketCode.CONFIGURE_REQUEST -> configureRequest(nowNs, identifier, packet);
            case PacketCode.CONFIGURE_ACK -> configureAck(nowNs, identifier, packet);
            case PacketCode.CONFIGURE_NAK -> configureNak(nowNs, identifier, packet);
            case PacketCode.CONFIGURE_REJECT -> configureReject(nowNs, identifier, packet);
            case PacketCode.TERMINATE_REQUEST -> {
                onTerminateRequest();
                event(nowNs, Event.RTR, identifier, packet);
            }
            case PacketCode.TERMINATE_ACK -> event(nowNs, Event.RTA, identifier, packet);
            case PacketCode.CODE_REJECT -> codeReject(nowNs, packet);
            default -> {
                if (!receiveExtra(nowNs, code, identifier, packet)) {
                    event(nowNs, Event.RUC, identifier, packet);
                }
            }
        }
    }

    /** The peer asks to terminate; called before the automaton takes it. */
    void onTerminateRequest() {}

    private void configureRequest(long nowNs, int identifier, ByteBuffer packet) {
        if (!OptionTable.wellFormed(packet)) {
            link.dropped();
            return;
        }
        requested(packet);
        boolean good = judge(packet);
        if (missing != 0 && rejects == 0 && naksSent >= negotiation().maxFailure()) {
            onNoConvergence(nowNs, true);
        } else if (!endedByOptions(nowNs)) {
            event(nowNs, good ? Event.RCR_GOOD : Event.RCR_BAD, identifier, packet);
        }
    }

    /** Judges every option; a second one of a type, and a Nak after Max-Failure of them, is a Reject (RFC 1661 4.6, 6). */
    private boolean judge(ByteBuffer packet) {
        OptionTable<P> table = table();
        boolean patient = naksSent < negotiation().maxFailure();
        forgetPeerOptions();
        rejects = 0;
        naks = 0;
        int seen = 0;
        int place = 0;
        for (int at = packet.position(); at < packet.limit(); at += packet.get(at + 1) & 0xff, place++) {
            int row = table.indexOf(packet.get(at) & 0xff);
            Verdict verdict = row < 0 || (seen & 1 << row) != 0
                    ? Verdict.REJECT
                    : table.row(row).judge().judge(self(), packet, at + 2, (packet.get(at + 1) & 0xff) - 2);
            if (verdict == Verdict.NAK && patient) {
                naks |= 1L << place;
            } else if (verdict != Verdict.ACK) {
                rejects |= 1L << place;
            }
            seen |= row < 0 ? 0 : 1 << row;
        }
        missing = missing(seen);
        return (rejects | naks | missing) == 0;
    }

    private int missing(int seen) {
        OptionTable<P> table = table();
        int rows = 0;
        for (int i = 0; i < table.size(); i++) {
            if ((seen & 1 << i) == 0 && table.row(i).required().isRequired(self())) {
                rows |= 1 << i;
            }
        }
        return rows;
    }

    /** Whether a reply answers our outstanding Configure-Request (RFC 1661 5.2: else it is discarded). */
    private boolean isAwaited(int identifier) {
        boolean awaited = awaitingReply && identifier == (requestIdentifier & 0xff);
        if (!awaited) {
            link.dropped();
        }
        return awaited;
    }

    private void configureAck(long nowNs, int identifier, ByteBuffer packet) {
        if (!isAwaited(identifier)) {
            return;
        }
        ByteBuffer own = ByteBuffer.allocate(MAX_OWN_OPTIONS);
        table().writeRequest(self(), requestMask, own);
        if (!own.flip().equals(packet)) {
            link.dropped();
            return;
        }
        awaitingReply = false;
        event(nowNs, Event.RCA, identifier, packet);
    }

    private void configureNak(long nowNs, int identifier, ByteBuffer packet) {
        if (!isAwaited(identifier)) {
            return;
        }
        if (!OptionTable.wellFormed(packet)) {
            link.dropped();
            return;
        }
        OptionTable<P> table = table();
        for (int at = packet.position(); at < packet.limit(); at += packet.get(at + 1) & 0xff) {
            int row = table.indexOf(packet.get(at) & 0xff);
            if (row >= 0 && (requestMask & 1 << row) != 0) {
                table.row(row).nakked().take(self(), packet, at + 2, (packet.get(at + 1) & 0xff) - 2);
            }
        }
        replied(nowNs, identifier, packet);
    }

    private void configureReject(long nowNs, int identifier, ByteBuffer packet) {
        if (!isAwaited(identifier)) {
            return;
        }
        if (!OptionTable.wellFormed(packet) || !holdsOnlyOwnOptions(packet)) {
            link.dropped();
            return;
        }
        OptionTable<P> table = table();
        for (int at = packet.position(); at < packet.limit(); at += packet.get(at + 1) & 0xff) {
            int row = table.indexOf(packet.get(at) & 0xff);
            requestMask &= ~(1 << row);
            table.row(row).rejected().drop(self());
        }
        replied(nowNs, identifier, packet);
    }

    private boolean holdsOnlyOwnOptions(ByteBuffer packet) {
        for (int at = packet.position(); at < packet.limit(); at += packet.get(at + 1) & 0xff) {
            int row = table().indexOf(packet.get(at) & 0xff);
            if (row < 0 || (requestMask & 1 << row) == 0) {
                return false;
            }
        }
        return true;
    }

    private void replied(long nowNs, int identifier, ByteBuffer packet) {
        awaitingReply = false;
        if (++naksReceived > MAX_NAKS_RECEIVED) {
            onNoConvergence(nowNs, false);
        } else if (!endedByOptions(nowNs)) {
            event(nowNs, Event.RCN, identifier, packet);
        }
    }

    /** Codes 1 to 7 are needed by every implementation, so a Code-Reject of one is catastrophic (RFC 1661 4.3). */
    private void codeReject(long nowNs, ByteBuffer packet) {
        if (!packet.hasRemaining()) {
            link.dropped();
            return;
        }
        int code = packet.get(packet.position()) & 0xff;
        if (code >= PacketCode.CONFIGURE_REQUEST && code <= PacketCode.CODE_REJECT) {
            event(nowNs, Event.RXJ_CATASTROPHIC);
        } else {
            onCodeRejected(code);
            event(nowNs, Event.RXJ_PERMITTED);
        }
    }

    /** Runs one event through the table: state first, so that actions see the new one. */
    final void event(long nowNs, Event event, int identifier, ByteBuffer packet) {
        State from = state();
        Cell cell = Automaton.cell(from, event);
        if (cell == null) {
            return;
        }
        State next = cell.next();
        state = (byte) next.ordinal();
        if (!next.timed()) {
            deadlineNs = NEVER;
        }
        if (from != next && link.out.traced()) {
            link.out.trace(PppProtocol.name(protocol()) + " " + from.label + " -> " + next.label + " on " + event);
        }
        for (Action action : cell.actions()) {
            act(nowNs, action, cell, identifier, packet);
            if (state() != next) {
                return;
            }
        }
    }

    private void act(long nowNs, Action action, Cell cell, int identifier, ByteBuffer packet) {
        switch (action) {
            case THIS_LAYER_UP -> {
                naksReceived = 0;
                onUp(nowNs);
            }
            case THIS_LAYER_DOWN -> onDown(nowNs);
            case THIS_LAYER_STARTED -> {}
            case THIS_LAYER_FINISHED -> onFinished(nowNs);
            case INIT_RESTART_COUNT -> initRestartCount(cell);
            case ZERO_RESTART_COUNT -> {
                restartCount = 0;
                deadlineNs = nowNs + negotiation().restartTimeoutNs();
                sendTerminateAck(identifier);
            }
            case SEND_CONFIGURE_REQUEST -> sendConfigureRequest(nowNs);
            case SEND_CONFIGURE_ACK -> sendConfigureAck(identifier, packet);
            case SEND_CONFIGURE_NAK -> sendConfigureNak(identifier, packet);
            case SEND_TERMINATE_REQUEST -> sendTerminateRequest(nowNs);
            case SEND_TERMINATE_ACK -> {
                if (!cell.has(Action.ZERO_RESTART_COUNT)) {
                    sendTerminateAck(identifier);
                }
            }
            case SEND_CODE_REJECT -> sendCodeReject(packet);
            case SEND_ECHO_REPLY -> sendEchoReply(identifier, packet);
        }
    }

    private void initRestartCount(Cell cell) {
        PppSettings.Negotiation limits = negotiation();
        int count = cell.has(Action.SEND_TERMINATE_REQUEST) ? limits.maxTerminate() : limits.maxConfigure();
        restartCount = Math.max(1, count);
    }

    private void sent(long nowNs) {
        restartCount = Math.max(0, restartCount - 1);
        deadlineNs = nowNs + negotiation().restartTimeoutNs();
    }

    /** A request that no valid reply came to is repeated with its identifier, so that a late reply still counts. */
    private void sendConfigureRequest(long nowNs) {
        if (!awaitingReply) {
            requestIdentifier = (byte) nextIdentifier();
            awaitingReply = true;
        }
        ByteBuffer out = link.out.packet(protocol(), PacketCode.CONFIGURE_REQUEST, requestIdentifier & 0xff);
        table().writeRequest(self(), requestMask, out);
        link.out.sendPacket(out);
        sent(nowNs);
    }

    private void sendConfigureAck(int identifier, ByteBuffer packet) {
        naksSent = 0;
        nakkedIdentifier = -1;
        ByteBuffer out = link.out.packet(protocol(), PacketCode.CONFIGURE_ACK, identifier);
        copy(packet, packet.position(), packet.limit(), out);
        link.out.sendPacket(out);
    }

    /** Reject goes before Nak: a Nak may hold only options that are known (RFC 1661 5.3, 5.4). */
    private void sendConfigureNak(int identifier, ByteBuffer packet) {
        boolean reject = rejects != 0;
        int code = reject ? PacketCode.CONFIGURE_REJECT : PacketCode.CONFIGURE_NAK;
        ByteBuffer out = link.out.packet(protocol(), code, identifier);
        long chosen = reject ? rejects : naks;
        int place = 0;
        for (int at = packet.position(); at < packet.limit(); place++) {
            int next = at + (packet.get(at + 1) & 0xff);
            if ((chosen & 1L << place) != 0 && reject) {
                copy(packet, at, next, out);
            } else if ((chosen & 1L << place) != 0) {
                propose(table().indexOf(packet.get(at) & 0xff), out);
            }
            at = next;
        }
        if (!reject) {
            naksSent += identifier == nakkedIdentifier ? 0 : 1;
            nakkedIdentifier = identifier;
            proposeMissing(out);
        }
        link.out.sendPacket(out);
    }

    private void proposeMissing(ByteBuffer out) {
        for (int i = 0; i < table().size(); i++) {
            if ((missing & 1 << i) != 0) {
                propose(i, out);
            }
        }
    }

    private void propose(int row, ByteBuffer out) {
        table().row(row).propose().write(self(), out);
    }

    private void sendTerminateRequest(long nowNs) {
        link.out.sendPacket(link.out.packet(protocol(), PacketCode.TERMINATE_REQUEST, nextIdentifier()));
        sent(nowNs);
    }

    private void sendTerminateAck(int identifier) {
        link.out.sendPacket(link.out.packet(protocol(), PacketCode.TERMINATE_ACK, identifier));
    }

    /** The rejected packet follows, cut to what the peer can receive (RFC 1661 5.6). */
    private void sendCodeReject(ByteBuffer packet) {
        int from = packet.position() - PacketCode.HEADER_LENGTH;
        ByteBuffer out = link.out.packet(protocol(), PacketCode.CODE_REJECT, nextIdentifier());
        int room = link.peerMru() - PacketCode.HEADER_LENGTH;
        copy(packet, from, Math.min(packet.limit(), from + room), out);
        link.out.sendPacket(out);
    }

    void sendEchoReply(int identifier, ByteBuffer packet) {}

    final int nextIdentifier() {
        return ++lastIdentifier & 0xff;
    }

    static void copy(ByteBuffer from, int start, int end, ByteBuffer to) {
        to.put(to.position(), from, start, end - start);
        to.position(to.position() + end - start);
    }
}
