package org.jl2tpd.radius;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jl2tpd.wire.IpAddress;

/**
 * The server of dynamic authorization (RFC 5176): takes what clients send, answers what it can by itself, and has the rest done. Who is no
 * client, and what is not authentic, malformed or stale gets no answer. One thread, but for {@link #status} and the counters of strangers.
 */
public final class DynamicAuthorization {
    /** How far Event-Timestamp may be from our time either way, and how long answers are remembered (RFC 5176 6.3). */
    public static final long WINDOW_SECONDS = 300;

    /** Requests that are worked on at once; more are dropped, and come again. */
    public static final int MAX_AT_WORK = 256;

    private static final long SECOND_NS = 1_000_000_000L;

    private final DynamicPort port;
    private final AnsweredRequests answered = new AnsweredRequests(WINDOW_SECONDS * SECOND_NS);
    private final Counter disconnectStrangers = new Counter();
    private final Counter coaStrangers = new Counter();
    private DynamicRules rules = new DynamicRules(new NasIdentity("", address -> false), Set.of());
    /** The longest source first. */
    private volatile List<DynamicPeer> peers = List.of();

    private int atWork;

    public DynamicAuthorization(DynamicPort port) {
        this.port = port;
    }

    /**
     * Who may ask what from now on. Clients of names that were here before count on.
     *
     * @param changes attributes that a CoA-Request can change sessions by
     */
    public void configure(List<DynamicClient> clients, NasIdentity nas, Set<AttributeType> changes) {
        List<DynamicPeer> now = new ArrayList<>();
        for (DynamicClient client : clients) {
            now.add(new DynamicPeer(client, named(client.name())));
        }
        now.sort(Comparator.comparingInt(peer -> -peer.client.source().length()));
        peers = List.copyOf(now);
        rules = new DynamicRules(nas, Set.copyOf(changes));
    }

    private DynamicPeer named(String name) {
        for (DynamicPeer peer : peers) {
            if (peer.client.name().equals(name)) {
                return peer;
            }
        }
        return null;
    }

    /**
     * A datagram came.
     *
     * @param epochSeconds since 1970
     * @param length octets of it, at the array's begin
     */
    public void receive(long nowNs, long epochSeconds, DynamicSource source, byte[] datagram, int length) {
        int code = length == 0 ? 0 : datagram[0] & 0xff;
        boolean disconnect = code == RadiusCode.DISCONNECT_REQUEST.number;
        boolean isRequest = disconnect || code == RadiusCode.COA_REQUEST.number;
        DynamicPeer peer = find(source.address());
        if (peer == null) {
            countStranger(disconnect, isRequest);
        } else if (!isRequest) {
            peer.count(DynamicCounter.UNKNOWN_TYPES);
        } else {
            var decoded = peer.codec.decodeRequest(datagram, length, peer.client.requireMessageAuthenticator());
            if (decoded.fault() == null) {
                take(nowNs, epochSeconds, peer, source, decoded.packet());
            } else {
                peer.fault(decoded.fault(), disconnect);
            }
        }
    }

    private void countStranger(boolean disconnect, boolean isRequest) {
        if (isRequest) {
            (disconnect ? disconnectStrangers : coaStrangers).count();
        }
    }

    private DynamicPeer find(IpAddress address) {
        for (DynamicPeer peer : peers) {
            if (peer.client.source().contains(address)) {
                return peer;
            }
        }
        return null;
    }

    private void take(long nowNs, long epochSeconds, DynamicPeer peer, DynamicSource source, RadiusPacket packet) {
        boolean disconnect = packet.code() == RadiusCode.DISCONNECT_REQUEST;
        peer.count(DynamicCounter.DISCONNECT_REQUESTS.of(disconnect));
        AnsweredRequests.Entry former = answered.find(nowNs, source, packet);
        if (former != null) {
            peer.count(DynamicCounter.DISCONNECT_DUPLICATES.of(disconnect));
            repeat(peer, source, former.answer, disconnect);
        } else if (!isCurrent(peer.client, packet.attributes(), epochSeconds) || atWork >= MAX_AT_WORK) {
            peer.count(DynamicCounter.DISCONNECT_DROPPED.of(disconnect));
        } else {
            long aheadNs = secondsAhead(packet.attributes(), epochSeconds) * SECOND_NS;
            begin(nowNs + aheadNs, new DynamicRequest(peer.client.name(), source, packet));
        }
    }

    /** Seconds until the timestamp is now: as much longer the request stays current, and has to be remembered. */
    private static long secondsAhead(AttributeSet attributes, long epochSeconds) {
        long now = epochSeconds & 0xffff_ffffL;
        return Math.max(0, attributes.number(Attributes.EVENT_TIMESTAMP, now) - now);
    }

    /** @param answer null while the request is worked on: its answer will come */
    private void repeat(DynamicPeer peer, DynamicSource source, byte[] answer, boolean disconnect) {
        if (answer == null) {
            peer.count(DynamicCounter.DISCONNECT_DROPPED.of(disconnect));
        } else {
            port.answer(source, answer);
        }
    }

    private static boolean isCurrent(DynamicClient client, AttributeSet attributes, long epochSeconds) {
        byte[] timestamp = attributes.octets(Attributes.EVENT_TIMESTAMP);
        if (timestamp == null) {
            return !client.requireEventTimestamp();
        }
        return timestamp.length == 4
                && Math.abs(AttributeSet.number(timestamp) - (epochSeconds & 0xffff_ffffL)) <= WINDOW_SECONDS;
    }

    private void begin(long rememberedFromNs, DynamicRequest request) {
        answered.add(rememberedFromNs, request.source(), request.packet());
        atWork++;
        ErrorCause refusal = rules.refusal(request.packet());
        if (refusal == null) {
            port.execute(request);
        } else {
            finish(request, DynamicResult.refused(refusal));
        }
    }

    /** What became of a request that was to be done: its client is answered. */
    public void finish(DynamicRequest request, DynamicResult result) {
        atWork--;
        DynamicPeer peer = named(request.client());
        if (peer == null) {
            return;
        }
        count(peer, request.isDisconnect(), result);
        RadiusPacket packet = request.packet();
        byte[] answer = peer.codec.encodeAnswer(
                code(request.isDisconnect(), result.refusal() == null),
                packet.identifier(),
                packet.authenticator(),
                true,
                attributes(request, result));
        if (answer == null) {
            peer.count(DynamicCounter.DISCONNECT_DROPPED.of(request.isDisconnect()));
        } else {
            answered.answered(request.source(), packet, answer);
            port.answer(request.source(), answer);
        }
    }

    private static void count(DynamicPeer peer, boolean disconnect, DynamicResult result) {
        if (result.refusal() == null) {
            peer.count(DynamicCounter.DISCONNECT_ACKS.of(disconnect));
            peer.add(DynamicCounter.DISCONNECT_SESSIONS.of(disconnect), result.sessions());
            return;
        }
        peer.count(DynamicCounter.DISCONNECT_NAKS.of(disconnect));
        if (result.refusal() == ErrorCause.SESSION_CONTEXT_NOT_FOUND) {
            peer.count(DynamicCounter.DISCONNECT_NO_SESSION.of(disconnect));
        }
    }

    private static RadiusCode code(boolean disconnect, boolean done) {
        if (disconnect) {
            return done ? RadiusCode.DISCONNECT_ACK : RadiusCode.DISCONNECT_NAK;
        }
        return done ? RadiusCode.COA_ACK : RadiusCode.COA_NAK;
    }

    /** State and Proxy-State go back as they came (RFC 5176 3.1 and 3.3). */
    private static AttributeSet attributes(DynamicRequest request, DynamicResult result) {
        var answer = new AttributeSet();
        AttributeSet asked = request.packet().attributes();
        if (result.refusal() != null) {
            answer.add(Attributes.ERROR_CAUSE, result.refusal().number);
        } else if (request.isDisconnect()) {
            answer.add(Attributes.ACCT_TERMINATE_CAUSE, DynamicRules.ADMIN_RESET);
        }
        if (!request.isDisconnect()) {
            answer.add(Attributes.STATE, asked.octets(Attributes.STATE));
        }
        asked.all(Attributes.PROXY_STATE).forEach(state -> answer.add(Attributes.PROXY_STATE, state));
        return answer;
    }

    /** Each client's counters, the longest source first; any thread. */
    public List<DynamicStatus> status() {
        return peers.stream().map(DynamicPeer::status).toList();
    }

    /** Disconnect-Requests from addresses that are no client's; any thread. */
    public long disconnectStrangers() {
        return disconnectStrangers.get();
    }

    /** The same of CoA-Requests. */
    public long coaStrangers() {
        return coaStrangers.get();
    }

    /** Requests that are remembered. */
    int remembered() {
        return answered.size();
    }
}
