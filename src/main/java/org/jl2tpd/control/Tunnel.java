package org.jl2tpd.control;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.MessageCodec;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.RandomSource;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TraceFacility;
import org.jl2tpd.wire.TransportPath;

/**
 * One control connection: its reliable channel, its state machine (RFC 2661 7.2.1) and its sessions. Inputs are the
 * {@code onXxx} methods, {@link #placeCall} and {@link #close}; effects leave through the {@link ControlHost}. After every input the
 * owner asks {@link #nextDeadlineNs} again.
 *
 * <p>The host may call inputs of the tunnel and its sessions from every callback but {@link ControlHost#sendControl},
 * {@link ControlHost#controlBuffer}, the counting and the tracing ones. Datagrams leave when the outermost input ends.
 */
public final class Tunnel {
    /** The owner's own object for this tunnel. */
    public Object attachment;

    final int localId;
    TunnelParameters parameters;
    final ControlHost host;
    final RandomSource random;
    final ReliableChannel channel;
    final SessionTable sessions;
    final ChannelCounters counters = new ChannelCounters();
    /** Calls of ours that wait for the tunnel to be established. */
    final SessionQueue waiting = new SessionQueue();
    /** Sessions that the peer knows of and that are not established yet. */
    final SessionQueue establishing = new SessionQueue();

    private final MessageRouter router = new MessageRouter(this);
    private final boolean initiator;
    private WenPacer wenPacer;
    private TransportPath path;
    /** The path before {@link #move}, null without one. */
    private TransportPath formerPath;

    private ResultCode refusal;
    private int traceMask;
    private int depth;
    private int nextSerial;

    int peerId;
    TunnelState state = TunnelState.IDLE;
    TunnelPeer peer;
    byte[] tieBreaker;
    /** What we challenged the peer with, until it has answered; null when we did not. */
    byte[] ourChallenge;

    ResultCode localResult;
    ResultCode peerResult;
    boolean hadSession;
    long idleSinceNs;
    long lastHeardNs;
    long lastHelloNs;
    long establishDeadlineNs = Long.MAX_VALUE;
    long lingerDeadlineNs = Long.MAX_VALUE;

    private Tunnel(
            long nowNs,
            int localId,
            TunnelParameters parameters,
            TransportPath path,
            boolean initiator,
            ControlHost host,
            RandomSource random) {
        this.localId = localId;
        this.parameters = parameters;
        this.path = path;
        this.initiator = initiator;
        this.host = host;
        this.random = random;
        channel = new ReliableChannel(parameters, new TunnelOutput(this));
        sessions = new SessionTable(parameters.lingerNs());
        traceMask = parameters.traceMask();
        nextSerial = random.nextInt() >>> 1;
        lastHeardNs = nowNs;
        lastHelloNs = nowNs;
        if (parameters.challenge() && parameters.secret() != null) {
            ourChallenge = randomOctets(CHALLENGE_OCTETS);
        }
    }

    /** Octets of the challenges that we send; peers may send any number from 1 (RFC 2661 4.4.3). */
    static final int CHALLENGE_OCTETS = 16;

    private static final int TIE_BREAKER_OCTETS = 8;

    private byte[] randomOctets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    /** Opens a tunnel: sends SCCRQ at once, before this returns. */
    public static Tunnel initiate(
            long nowNs,
            int localId,
            TunnelParameters parameters,
            TransportPath path,
            ControlHost host,
            RandomSource random) {
        Tunnel tunnel = new Tunnel(nowNs, localId, parameters, path, true, host, random);
        if (parameters.tieBreaker()) {
            tunnel.tieBreaker = tunnel.randomOctets(TIE_BREAKER_OCTETS);
        }
        tunnel.fire(TunnelEvent.OPEN, Input.at(nowNs));
        return tunnel;
    }

    /**
     * Answers an SCCRQ that the owner has checked against address lists, limits and duplicates: SCCRP, or StopCCN where
     * its content is not acceptable ({@link #state} is then CLOSING, and {@link ControlHost#tunnelClosed} was called). The
     * answer is sent before this returns.
     */
    public static Tunnel respond(
            long nowNs,
            int localId,
            TunnelParameters parameters,
            TransportPath path,
            ControlMessage sccrq,
            ControlHost host,
            RandomSource random) {
        Tunnel tunnel = new Tunnel(nowNs, localId, parameters, path, false, host, random);
        tunnel.channel.setUnproven(TunnelActions.UNPROVEN_TRANSMISSIONS);
        tunnel.channel.acceptFirst(nowNs);
        tunnel.adoptPeer(sccrq);
        ResultCode problem = TunnelRules.judgeRequest(tunnel, sccrq);
        TunnelEvent event = problem == null ? TunnelEvent.SCCRQ : TunnelEvent.SCCRQ_BAD;
        tunnel.fire(event, Input.fault(nowNs, sccrq, problem));
        return tunnel;
    }

    /**
     * A control datagram whose header is valid, carries our id (or was otherwise matched to this tunnel) and which
     * {@link #acceptsFrom} its source. SCCRP locks the path to where it came from (L2TP-8.1-03). Never throws because of what the
     * peer sends.
     */
    public void onControl(long nowNs, DatagramPath from, L2tpHeader header, ByteBuffer datagram) {
        if (state == TunnelState.GONE) {
            return;
        }
        enter();
        heard(nowNs, header);
        ReliableChannel.Receipt receipt = channel.onReceive(nowNs, header, datagram);
        if (traced(TraceFacility.TRANSPORT, null)) {
            trace(TraceFacility.TRANSPORT, null, "receive " + receipt + " ns " + header.ns + " nr " + header.nr);
        }
        if (receipt == ReliableChannel.Receipt.NEXT) {
            router.deliver(nowNs, from, header.sessionId, datagram, header.payloadStart, header.payloadEnd);
            deliverHeld(nowNs, from);
        } else if (receipt == ReliableChannel.Receipt.ZLB) {
            counters.receivedZlbs++;
        }
        leave(nowNs);
    }

    private void heard(long nowNs, L2tpHeader header) {
        lastHeardNs = nowNs;
        counters.receivedPackets++;
        counters.receivedOctets += L2tpHeader.CONTROL_LENGTH + header.payloadLength();
    }

    private void deliverHeld(long nowNs, DatagramPath from) {
        byte[] held = channel.pollHeld(nowNs);
        while (held != null) {
            ByteBuffer message = ByteBuffer.wrap(held);
            router.deliver(nowNs, from, message.getShort(0) & 0xffff, message, 2, held.length);
            held = channel.pollHeld(nowNs);
        }
    }

    /**
     * A retransmitted SCCRQ of this tunnel (tunnel id 0): acknowledged, and an unacknowledged SCCRP sent again (L2TP-7.2.1-20). When
     * the tunnel is established a HELLO finds out whether its peer has lost its memory and begins again with the ids that it had.
     */
    public void onDuplicateSccrq(long nowNs) {
        if (state == TunnelState.GONE) {
            return;
        }
        enter();
        lastHeardNs = nowNs;
        counters.receivedPackets++;
        counters.duplicates++;
        count(ControlCounter.DUPLICATES);
        boolean answering = !initiator && state != TunnelState.ESTABLISHED;
        if (!answering || !channel.resendOldest()) {
            channel.ackAtOnce(nowNs);
        }
        if (state == TunnelState.ESTABLISHED) {
            TunnelTimers.hello(this, nowNs);
        }
        leave(nowNs);
    }

    /** Whether a datagram from there may belong to this tunnel: its peer, or before SCCRP another port of its peer's address. */
    public boolean acceptsFrom(DatagramPath from) {
        if (state == TunnelState.WAIT_CTL_REPLY) {
            return from.socket == path.socket() && from.isFromAddress(path.peerAddress());
        }
        return from.isFrom(path) || formerPath != null && from.isFrom(formerPath);
    }

    /**
     * The tunnel's datagrams take another path from now on, with the same peer: another socket of ours. What the peer sent to the one before is
     * still accepted.
     */
    public void move(TransportPath next) {
        formerPath = path;
        path = next;
    }

    /** Data of an established session arrived: counts as a sign of life (L2TP-6.5-03). Costs one field write. */
    public void onData(long nowNs) {
        lastHeardNs = nowNs;
    }

    /** When {@link #onTimeout} is wanted; {@link Long#MAX_VALUE} never. */
    public long nextDeadlineNs() {
        return TunnelTimers.nextDeadlineNs(this, wenPacer);
    }

    /**
     * Does whatever is due at {@code nowNs}: retransmission, ack, HELLO, supervision, idle timeout, end of the linger. When many
     * sessions are due at once a part of them is left for another call; {@link #nextDeadlineNs} says so.
     */
    public void onTimeout(long nowNs) {
        enter();
        TunnelTimers.onTimeout(this, wenPacer, nowNs);
        leave(nowNs);
    }

    /**
     * Starts a call of ours (LAC_INCOMING or LNS_OUTGOING); before the tunnel is established it waits for it. May be called
     * from callbacks, and may itself call {@link ControlHost#sessionClosed} before it returns.
     *
     * @return the session, null when a limit (sessions, role, bearer capability of the peer) forbids it; {@link #refusal} says why
     */
    public Session placeCall(long nowNs, CallType type, SessionParameters parameters) {
        return placeCall(nowNs, type, parameters, nextSerial, false);
    }

    /**
     * As {@link #placeCall(long, CallType, SessionParameters)}, for a call that is somebody else's.
     *
     * @param serial Call Serial Number, by which operators know the call on every leg
     * @param connectLater whether its ICCN waits for {@link Session#connect}
     */
    public Session placeCall(
            long nowNs, CallType type, SessionParameters parameters, long serial, boolean connectLater) {
        refusal = CallRules.refusePlacing(this, type, parameters);
        int id = refusal == null ? sessions.newId(nowNs, random) : 0;
        if (refusal == null && id == 0) {
            refusal = CallRules.noResources("no session id is free");
        }
        if (refusal != null) {
            return null;
        }
        enter();
        Session session = new Session(this, type, id);
        session.serial = (int) serial;
        session.connectLater = connectLater;
        nextSerial++;
        session.admit(parameters);
        sessions.add(session);
        SessionMachine.fire(session, SessionEvent.OPEN, Input.at(nowNs));
        TunnelMachine.fire(this, TunnelEvent.CALL, Input.at(nowNs));
        leave(nowNs);
        return session;
    }

    /** Why the last {@link #placeCall} returned null. */
    public ResultCode refusal() {
        return refusal;
    }

    /**
     * Ends the tunnel with a StopCCN (or silently where the state has nobody to tell); sessions close without CDNs. The
     * StopCCN is sent again until it is acknowledged. Without effect when the tunnel is closing already.
     */
    public void close(long nowNs, ResultCode result) {
        fire(TunnelEvent.CLOSE, Input.ending(nowNs, result));
    }

    /**
     * As {@link #close}, with a CDN before for each session that the peer's window has room for, one message of it left for the StopCCN, which
     * ends the rest as well: all are sent at once, so that they take no longer than the StopCCN alone.
     *
     * @param call what the CDNs say
     */
    public void shutDown(long nowNs, ResultCode result, ResultCode call) {
        enter();
        if (state == TunnelState.ESTABLISHED) {
            channel.prepareClose();
            int room = channel.room() - 1;
            for (Session session = sessions.after(0);
                    session != null && room > 0;
                    session = sessions.after(session.localId())) {
                session.close(nowNs, call, null);
                room = channel.room() - 1;
            }
        }
        TunnelMachine.fire(this, TunnelEvent.CLOSE, Input.ending(nowNs, result));
        leave(nowNs);
    }

    /**
     * Loses the tie (L2TP-TIE-02), or gives an unproven peer up: discards this tunnel without a word on the wire; state is GONE.
     * Calls {@link ControlHost#sessionClosed} for calls that waited, and {@link ControlHost#tunnelClosed} unless it was called.
     */
    public void discard(long nowNs) {
        fire(TunnelEvent.DISCARD, Input.ending(nowNs, ResultCode.of(ResultCode.STOP_ALREADY_EXISTS, "discarded")));
    }

    private void fire(TunnelEvent event, Input input) {
        enter();
        TunnelMachine.fire(this, event, input);
        leave(input.nowNs());
    }

    public int localId() {
        return localId;
    }

    /** The peer's tunnel id, 0 when not yet known. */
    public int peerId() {
        return peerId;
    }

    public TunnelState state() {
        return state;
    }

    /** Whether we opened it. */
    public boolean isInitiator() {
        return initiator;
    }

    public TransportPath path() {
        return path;
    }

    public TunnelParameters parameters() {
        return parameters;
    }

    /** Takes over other times and limits at once ({@link TunnelParameters#with}); the rest was said to the peer already. */
    public void change(TunnelParameters other) {
        parameters = other;
        channel.time(other);
    }

    /** What the peer's SCCRQ or SCCRP said, null before it. */
    public TunnelPeer peer() {
        return peer;
    }

    /** Our Tie Breaker value, null when we sent none. */
    public byte[] tieBreaker() {
        return tieBreaker;
    }

    /** What we said in our StopCCN, or the local reason; null while open or closed by the peer. */
    public ResultCode localResult() {
        return localResult;
    }

    /** What the peer's StopCCN said; null without one. */
    public ResultCode peerResult() {
        return peerResult;
    }

    /** The session with our id, null when there is none. Costs no allocation. */
    public Session session(int localSessionId) {
        return sessions.get(localSessionId);
    }

    /** The sessions at this moment: a list of its own, which later changes don't touch. */
    public Collection<Session> sessions() {
        return Collections.unmodifiableList(sessions.snapshot());
    }

    /** The session with the smallest local id above {@code id}, null when there is none. */
    public Session sessionAfter(int id) {
        return sessions.after(id);
    }

    public int sessionCount() {
        return sessions.size();
    }

    public ChannelCounters counters() {
        return counters;
    }

    /** Ns of the next message, Nr, congestion window, slow start threshold, peer's window, messages waiting: for display. */
    public ChannelStatus channelStatus() {
        return channel.status();
    }

    public int traceMask() {
        return traceMask;
    }

    public void setTraceMask(int mask) {
        traceMask = mask;
    }

    /** An input begins; inputs nest when callbacks call inputs. */
    void enter() {
        depth++;
    }

    /** An input ends; the outermost one sends what the window permits. */
    void leave(long nowNs) {
        if (--depth == 0 && state != TunnelState.GONE) {
            channel.flush(nowNs);
            if (state == TunnelState.CLOSING && lingerDeadlineNs == Long.MAX_VALUE && channel.isEmpty()) {
                lingerDeadlineNs = nowNs + parameters.lingerNs();
            }
        }
    }

    WenPacer wenPacer() {
        if (wenPacer == null) {
            wenPacer = new WenPacer();
        }
        return wenPacer;
    }

    void startEstablishing(long nowNs) {
        long timeoutNs = parameters.establishTimeoutNs();
        establishDeadlineNs = timeoutNs > 0 ? nowNs + timeoutNs : Long.MAX_VALUE;
    }

    /** Takes over what SCCRQ or SCCRP says of the peer. */
    void adoptPeer(ControlMessage message) {
        peerId = message.u16(AvpType.ASSIGNED_TUNNEL_ID, 0);
        peer = TunnelRules.describe(message);
        channel.setPeerWindow(peer.receiveWindow(), parameters.transmitWindow());
    }

    /** The peer's id from a message that is otherwise unusable, so that a StopCCN finds its receiver. */
    void adoptPeerId(int id) {
        if (peerId == 0) {
            peerId = id;
        }
    }

    /** The first message of the responder shows its port (L2TP-8.1-03). */
    void lockPath(DatagramPath from) {
        if (state == TunnelState.WAIT_CTL_REPLY && !from.isFrom(path)) {
            path = from.freeze();
        }
    }

    /** Queues a message of the tunnel itself, none of which is too long for a datagram. */
    void send(ControlMessage message) {
        send(message, 0, null);
    }

    /**
     * Encodes a message and queues it.
     *
     * @param session whose message it is, null when it is the tunnel's or its session does not exist
     * @return false when it does not fit a datagram
     */
    boolean send(ControlMessage message, int peerSessionId, Session session) {
        ByteBuffer out = host.controlBuffer().clear();
        if (L2tpHeader.CONTROL_LENGTH + message.maxEncodedLength() > out.capacity()) {
            return false;
        }
        Set<AvpType> hidden = hidden(message);
        MessageCodec.encode(message, parameters.secret(), hidden, random, out.position(HEADER));
        byte[] octets = new byte[out.position()];
        L2tpHeader.encodeControl(out, 0, octets.length, peerId, peerSessionId, 0, 0);
        out.get(0, octets);
        channel.enqueue(octets);
        if (message.has(AvpType.RESULT_CODE)) {
            host.countResult(message.type(), message.resultCode(), true);
        }
        MessageTrace.sent(this, session, message, hidden);
        return true;
    }

    private static final int HEADER = L2tpHeader.CONTROL_LENGTH;

    private Set<AvpType> hidden(ControlMessage message) {
        if (parameters.hideAvps()) {
            return AvpType.HIDEABLE;
        }
        boolean proxy = parameters.hideProxyAuthen() && message.type() == MessageType.ICCN;
        return proxy ? AvpType.PROXY_CREDENTIALS : Set.of();
    }

    void count(ControlCounter counter) {
        host.count(counter);
    }

    boolean traced(TraceFacility facility, Session session) {
        return host.traced(facility, this, session);
    }

    void trace(TraceFacility facility, Session session, String text) {
        host.trace(facility, this, session, text);
    }

    /**
     * @param ns Ns of our next new message
     * @param nr next expected of the peer
     * @param peerNr last Nr that the peer acknowledged
     * @param congestionWindow messages
     * @param slowStartThreshold messages
     * @param transmitWindow the effective window
     * @param queued messages not yet acknowledged or not yet sent
     */
    public record ChannelStatus(
            int ns, int nr, int peerNr, int congestionWindow, int slowStartThreshold, int transmitWindow, int queued) {}
}
