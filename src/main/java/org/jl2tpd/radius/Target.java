package org.jl2tpd.radius;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jl2tpd.radius.RadiusRequest.Kind;
import org.jl2tpd.wire.IpAddress;

/** A server in one role: makes and sends its packets, counts, and knows whether it is dead. */
final class Target {
    /** How long our address towards a server is taken to be the same. */
    private static final long ADDRESS_AGE_NS = 60_000_000_000L;

    private static final long SECOND_NS = 1_000_000_000L;

    final Kind role;
    final Slots slots;
    final ServerCounters counters = new ServerCounters();

    /** Requests that wait for this server. */
    final Set<Pending> waiting = new LinkedHashSet<>();

    /** Read by any thread; written when the configuration changes. */
    volatile ClientSettings.Server server;

    private final ClientContext context;
    private final PacketCodec codec;
    private final Probe probe;
    /** It answered nothing, and has not answered since. */
    private volatile boolean dead;

    /** It is asked after all others: it is dead, and its dead time is not over. */
    private boolean aside;

    private volatile long stateSinceNs;

    /** Requests sent before then say nothing against it. */
    private long goodUntilNs;

    private AttributeSet nas;
    private long nasSinceNs;

    Target(ClientContext context, ClientSettings.Server server, Kind role, Slots slots, long nowNs) {
        this.context = context;
        this.server = server;
        this.role = role;
        this.slots = slots;
        codec = new PacketCodec(server.secret());
        probe = new Probe(context, this);
        stateSinceNs = nowNs;
        goodUntilNs = nowNs;
    }

    String name() {
        return server.name();
    }

    int port() {
        return server.port(role);
    }

    /** Whether others are asked before it. */
    boolean isAside() {
        return aside;
    }

    /** Its dead time is over: it is asked in its turn, and is alive when it answers. */
    void mayBeTried(long nowNs) {
        goodUntilNs = nowNs;
        aside = false;
    }

    /** Takes changed settings of the same server. */
    void update(ClientSettings.Server changed, long nowNs) {
        server = changed;
        nas = null;
        if (aside) {
            probe.start(nowNs);
        }
    }

    /** It is no server of ours any more. */
    void remove() {
        probe.stop();
    }

    PacketCodec.Decoded decode(byte[] datagram, int length, Attempt attempt) {
        boolean required = attempt.asker().needsProof() && server.requireMessageAuthenticator();
        return codec.decodeAnswer(datagram, length, attempt.authenticator(), required);
    }

    /** What came of sending. */
    enum Outcome {
        SENT,
        NO_SLOT,
        TOO_LONG
    }

    /** Sends a request in a slot of its own. */
    Outcome send(long nowNs, Pending pending) {
        int slot = slots.take(context.network, context.settings.maxSourcePorts());
        if (slot == Slots.NONE) {
            return Outcome.NO_SLOT;
        }
        byte[] packet = encode(nowNs, Slots.identifier(slot), pending.request);
        if (packet == null) {
            slots.release(slot);
            return Outcome.TOO_LONG;
        }
        pending.attempts.add(attempt(nowNs, pending, slot, packet));
        pending.sendProblem = put(slot, packet);
        return Outcome.SENT;
    }

    /** Sends the same octets again: same identifier, same authenticator. */
    void sendAgain(Pending pending) {
        Attempt attempt = pending.attempts.get(pending.attempts.size() - 1);
        pending.sendProblem = put(attempt.slot(), attempt.packet());
    }

    /** @return null when there is no slot */
    Attempt sendStatus(long nowNs, Probe asker) {
        int slot = slots.take(context.network, context.settings.maxSourcePorts());
        if (slot == Slots.NONE) {
            return null;
        }
        byte[] packet = codec.encodeRequest(
                RadiusCode.STATUS_SERVER, Slots.identifier(slot), unpredictable(), nasAttributes(nowNs));
        Attempt attempt = attempt(nowNs, asker, slot, packet);
        put(slot, packet);
        return attempt;
    }

    private Attempt attempt(long nowNs, Attempt.Asker asker, int slot, byte[] packet) {
        byte[] authenticator = Arrays.copyOfRange(packet, PacketCodec.AUTHENTICATOR_AT, PacketCodec.HEADER);
        Attempt attempt = new Attempt(asker, slot, packet, authenticator, nowNs);
        slots.wait(attempt);
        return attempt;
    }

    private String put(int slot, byte[] packet) {
        return context.network.send(Slots.index(slot), server.address(), port(), packet);
    }

    private byte[] encode(long nowNs, int identifier, RadiusRequest request) {
        if (role == Kind.AUTHENTICATION) {
            return codec.encodeRequest(
                    RadiusCode.ACCESS_REQUEST, identifier, unpredictable(), request.attributes(), nasAttributes(nowNs));
        }
        long delay = Math.max(0, (nowNs - request.eventNs()) / SECOND_NS);
        AttributeSet moment = new AttributeSet().add(Attributes.ACCT_DELAY_TIME, Math.min(delay, 0xffff_ffffL));
        return codec.encodeSignedRequest(
                RadiusCode.ACCOUNTING_REQUEST, identifier, false, request.attributes(), nasAttributes(nowNs), moment);
    }

    private byte[] unpredictable() {
        byte[] octets = new byte[PacketCodec.AUTHENTICATOR];
        context.random.nextBytes(octets);
        return octets;
    }

    private AttributeSet nasAttributes(long nowNs) {
        if (nas == null || nowNs - nasSinceNs > ADDRESS_AGE_NS) {
            IpAddress fixed = context.settings.nasAddress();
            IpAddress address = fixed == null ? context.network.localAddress(server.address()) : fixed;
            nas = new AttributeSet().add(Attributes.NAS_IDENTIFIER, context.settings.nasIdentifier());
            if (address != null) {
                nas.add(address.isV4() ? Attributes.NAS_IP_ADDRESS : Attributes.NAS_IPV6_ADDRESS, address);
            }
            nasSinceNs = nowNs;
        }
        return nas;
    }

    /** It answered, so it is alive. */
    void heard(long nowNs, String news) {
        goodUntilNs = nowNs;
        if (dead) {
            revive(nowNs, news);
        }
    }

    private void revive(long nowNs, String words) {
        probe.stop();
        dead = false;
        aside = false;
        stateSinceNs = nowNs;
        context.listener.serverAlive(name(), role, words);
    }

    /**
     * A request had no answer, however often it was sent.
     *
     * @return whether others are asked before it from now on
     */
    boolean silent(long nowNs, Pending pending) {
        if (aside || goodUntilNs - pending.firstSentNs > 0) {
            return false;
        }
        aside = true;
        probe.start(nowNs);
        if (dead) {
            return true;
        }
        dead = true;
        stateSinceNs = nowNs;
        context.listener.serverDead(
                name(),
                role,
                pending.explainedSilence() + " to a request sent " + times(pending.sent) + ", and to no other since");
        return true;
    }

    private static String times(int sent) {
        return sent == 1 ? "once" : sent + " times";
    }

    ServerStatus status(long nowNs) {
        ClientSettings.Server of = server;
        return new ServerStatus(
                of.name(),
                of.group(),
                role,
                of.address(),
                of.port(role),
                dead,
                Math.max(0, nowNs - stateSinceNs),
                counters.get(ServerCounter.ROUND_TRIP_NS),
                counters.get(ServerCounter.REQUESTS),
                counters.get(ServerCounter.RETRANSMISSIONS),
                counters.get(ServerCounter.ACCEPTS),
                counters.get(ServerCounter.REJECTS),
                counters.get(ServerCounter.CHALLENGES),
                counters.get(ServerCounter.RESPONSES),
                counters.get(ServerCounter.MALFORMED),
                counters.get(ServerCounter.BAD_AUTHENTICATORS),
                counters.get(ServerCounter.PENDING),
                counters.get(ServerCounter.TIMEOUTS),
                counters.get(ServerCounter.UNKNOWN_TYPES),
                counters.get(ServerCounter.DROPPED));
    }
}
