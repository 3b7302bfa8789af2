package org.jl2tpd.radius;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jl2tpd.radius.RadiusRequest.Kind;
import org.jl2tpd.radius.RadiusResult.Failure;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.RandomSource;

/**
 * Asks one server after the other until one answers. Servers that are alive come first, in their order, then dead ones; nothing is
 * refused while one is untried. A server is dead when a request that was sent to it as often as settings allow had no answer and no
 * other had one since; then all that wait for it go on to others. Each request has exactly one result.
 *
 * <p>One thread calls everything but {@link #snapshot} and {@link #invalidAddresses}.
 */
public final class RadiusClient {
    /** Accounting takes at most one of so many places of all requests, so that a backlog of it keeps nobody out. */
    private static final int ACCOUNTING_SHARE = 2;

    /** Requests of a dead server go on to others one after the other, so far apart. */
    private static final long SPREAD_NS = 20_000;

    private final ClientContext context;
    private final Counter invalidAddresses = new Counter();
    private final int[] outstanding = new int[Kind.values().length];
    private Map<Endpoint, List<Target>> endpoints = Map.of();
    private volatile List<Target> targets = List.of();
    private boolean closed;

    private record Endpoint(IpAddress address, int port) {}

    public RadiusClient(RandomSource random, RadiusNetwork network, ServerListener listener) {
        context = new ClientContext(random, network, listener);
        context.settings = new ClientSettings(1, 0, 1, 0, 1, 1, "", null, List.of());
    }

    /** Takes new settings. What waits for a server that stays keeps waiting; what waits for one that goes asks the next. */
    public void configure(long nowNs, ClientSettings settings) {
        List<Target> former = targets;
        context.settings = settings;
        List<Target> present = new ArrayList<>();
        for (ClientSettings.Server server : settings.servers()) {
            for (Kind role : Kind.values()) {
                if (server.port(role) != 0) {
                    present.add(keepOrMake(nowNs, former, present, server, role));
                }
            }
        }
        targets = List.copyOf(present);
        endpoints = byEndpoint(present);
        for (Target target : former) {
            if (!present.contains(target)) {
                target.remove();
                for (Pending pending : List.copyOf(target.waiting)) {
                    pending.blame("removed from the configuration");
                    leave(pending);
                    ask(nowNs, pending);
                }
            }
        }
    }

    private Target keepOrMake(
            long nowNs, List<Target> former, List<Target> present, ClientSettings.Server server, Kind role) {
        Slots slots = null;
        for (Target target : former) {
            if (target.role == role && isSame(target.server, server, role) && !present.contains(target)) {
                target.update(server, nowNs);
                return target;
            }
        }
        Endpoint endpoint = new Endpoint(server.address(), server.port(role));
        for (List<Target> known : List.of(former, present)) {
            for (Target target : known) {
                slots = endpointOf(target).equals(endpoint) ? target.slots : slots;
            }
        }
        return new Target(
                context,
                server,
                role,
                slots == null ? new Slots(server.address().isV4()) : slots,
                nowNs);
    }

    private static boolean isSame(ClientSettings.Server one, ClientSettings.Server other, Kind role) {
        return one.name().equals(other.name())
                && one.group().equals(other.group())
                && one.address().equals(other.address())
                && one.port(role) == other.port(role)
                && one.secret().equals(other.secret());
    }

    private static Endpoint endpointOf(Target target) {
        return new Endpoint(target.server.address(), target.port());
    }

    private static Map<Endpoint, List<Target>> byEndpoint(List<Target> targets) {
        Map<Endpoint, List<Target>> map = new HashMap<>();
        for (Target target : targets) {
            map.computeIfAbsent(endpointOf(target), endpoint -> new ArrayList<>())
                    .add(target);
        }
        return map;
    }

    /** @param result hears once what became of it, perhaps before this returns */
    public void send(long nowNs, RadiusRequest request, Consumer<RadiusResult> result) {
        Failure refused = refusal(request);
        if (refused != null) {
            result.accept(new RadiusResult.Failed(refused, wordsOf(refused, request)));
            return;
        }
        outstanding[request.kind().ordinal()]++;
        ask(nowNs, new Pending(this, request, result));
    }

    private Failure refusal(RadiusRequest request) {
        if (closed) {
            return Failure.CLOSED;
        }
        if (!isServed(request)) {
            return Failure.NO_SERVER;
        }
        int most = context.settings.maxOutstanding();
        boolean full = outstanding() >= most
                || request.kind() == Kind.ACCOUNTING
                        && outstanding[Kind.ACCOUNTING.ordinal()] >= Math.max(1, most / ACCOUNTING_SHARE);
        return full ? Failure.TOO_MANY : null;
    }

    private boolean isServed(RadiusRequest request) {
        for (Target target : targets) {
            if (serves(target, request)) {
                return true;
            }
        }
        return false;
    }

    private String wordsOf(Failure failure, RadiusRequest request) {
        return switch (failure) {
            case NO_SERVER ->
                "no RADIUS server"
                        + (request.group().isEmpty() ? " without a group" : " of group " + request.group())
                        + (request.kind() == Kind.AUTHENTICATION ? " is asked who may come in" : " takes accounting");
            case TOO_MANY -> outstanding() + " requests wait for RADIUS servers already";
            default -> "RADIUS is ending";
        };
    }

    private static boolean serves(Target target, RadiusRequest request) {
        return target.role == request.kind() && target.server.group().equals(request.group());
    }

    /** The first server that was not asked yet: of those alive, else of the dead unless only the living are wanted; null for none. */
    private Target choose(Pending pending, boolean onlyAlive) {
        Target dead = null;
        for (Target target : targets) {
            if (serves(target, pending.request) && !pending.tried.contains(target)) {
                if (!target.isAside()) {
                    return target;
                }
                dead = dead == null ? target : dead;
            }
        }
        return onlyAlive ? null : dead;
    }

    /** Asks the next server; without one the request has failed. */
    private void ask(long nowNs, Pending pending) {
        boolean asked = !pending.words.isEmpty();
        while (true) {
            Target target = choose(pending, false);
            if (target == null) {
                fail(pending, asked ? Failure.SILENT : Failure.TOO_MANY);
                return;
            }
            pending.tried.add(target);
            pending.target = target;
            Target.Outcome outcome = target.send(nowNs, pending);
            if (outcome == Target.Outcome.SENT) {
                await(nowNs, pending);
                return;
            }
            if (outcome == Target.Outcome.TOO_LONG) {
                pending.blame("the request does not fit in " + PacketCodec.MAX_PACKET + " octets");
                fail(pending, Failure.TOO_LONG);
                return;
            }
            pending.blame("no identifier and source port is free");
        }
    }

    private void await(long nowNs, Pending pending) {
        Target target = pending.target;
        target.waiting.add(pending);
        target.counters.count(ServerCounter.REQUESTS);
        target.counters.set(ServerCounter.PENDING, target.waiting.size());
        pending.firstSentNs = nowNs;
        pending.sent = 1;
        pending.faultyAnswers = 0;
        pending.leaving = false;
        pending.waitNs = context.jittered(context.settings.timeoutNs());
        context.timers.set(pending, nowNs + pending.waitNs);
    }

    /** It waits no more for its present server. */
    private void leave(Pending pending) {
        Target target = pending.target;
        context.timers.cancel(pending);
        for (Attempt attempt : pending.attempts) {
            target.slots.release(attempt.slot());
        }
        pending.attempts.clear();
        target.waiting.remove(pending);
        target.counters.set(ServerCounter.PENDING, target.waiting.size());
    }

    private void fail(Pending pending, Failure failure) {
        finish(pending, new RadiusResult.Failed(failure, pending.wordsOfAll()));
    }

    private void finish(Pending pending, RadiusResult result) {
        outstanding[pending.request.kind().ordinal()]--;
        pending.result.accept(result);
    }

    void due(long nowNs, Pending pending) {
        Target target = pending.target;
        if (pending.leaving) {
            pending.leaving = false;
            if (choose(pending, true) == null) {
                context.timers.set(pending, nowNs + pending.waitNs);
            } else {
                moveOn(nowNs, pending, "dead");
            }
            return;
        }
        target.counters.count(ServerCounter.TIMEOUTS);
        if (pending.sent <= context.settings.retries()) {
            sendAgain(nowNs, pending);
            return;
        }
        if (target.silent(nowNs, pending)) {
            evacuate(nowNs, target, pending);
        }
        moveOn(nowNs, pending, pending.silence());
    }

    private void moveOn(long nowNs, Pending pending, String why) {
        pending.blame(why);
        leave(pending);
        ask(nowNs, pending);
    }

    /** An accounting request has another Acct-Delay-Time each time, so another identifier (RFC 2866 5.2). */
    private void sendAgain(long nowNs, Pending pending) {
        Target target = pending.target;
        pending.sent++;
        target.counters.count(ServerCounter.RETRANSMISSIONS);
        if (target.role == Kind.AUTHENTICATION || target.send(nowNs, pending) != Target.Outcome.SENT) {
            target.sendAgain(pending);
        }
        pending.waitNs = context.jittered(2 * pending.waitNs);
        context.timers.set(pending, nowNs + pending.waitNs);
    }

    /** What else waits for a dead server goes to others soon, where one is alive. */
    private void evacuate(long nowNs, Target target, Pending except) {
        long spreadNs = SPREAD_NS * target.waiting.size();
        for (Pending pending : target.waiting) {
            if (pending != except && choose(pending, true) != null) {
                pending.leaving = true;
                context.timers.set(pending, nowNs + context.below(spreadNs));
            }
        }
    }

    /**
     * A datagram came to one of our source ports.
     *
     * @param index of the port, as in {@link RadiusNetwork#open}
     * @param length at the array's begin; the array is not kept
     */
    public void onDatagram(long nowNs, int index, IpAddress from, int fromPort, byte[] datagram, int length) {
        List<Target> senders = endpoints.get(new Endpoint(from, fromPort));
        if (senders == null) {
            invalidAddresses.count();
            return;
        }
        Target first = senders.get(0);
        if (length < PacketCodec.HEADER) {
            first.counters.count(ServerCounter.MALFORMED);
            return;
        }
        Attempt attempt = first.slots.find(index, PacketCodec.identifier(datagram));
        if (attempt == null) {
            first.counters.count(ServerCounter.DROPPED);
            return;
        }
        judge(nowNs, attempt, datagram, length);
    }

    private void judge(long nowNs, Attempt attempt, byte[] datagram, int length) {
        Target target = attempt.asker().target();
        PacketCodec.Decoded decoded = target.decode(datagram, length, attempt);
        PacketFault fault = decoded.fault() != null
                ? decoded.fault()
                : answers(target.role, decoded.packet().code()) ? null : PacketFault.OTHER_CODE;
        if (fault != null) {
            target.counters.count(counterOf(fault));
            attempt.asker().faulty(fault);
            return;
        }
        target.heard(nowNs, attempt.asker().news());
        attempt.asker().answered(nowNs, attempt, decoded.packet());
    }

    private static boolean answers(Kind role, RadiusCode code) {
        return switch (code) {
            case ACCESS_ACCEPT, ACCESS_REJECT, ACCESS_CHALLENGE -> role == Kind.AUTHENTICATION;
            case ACCOUNTING_RESPONSE -> role == Kind.ACCOUNTING;
            default -> false;
        };
    }

    private static ServerCounter counterOf(PacketFault fault) {
        if (fault.isMalformed()) {
            return ServerCounter.MALFORMED;
        }
        if (fault.isBadAuthenticator()) {
            return ServerCounter.BAD_AUTHENTICATORS;
        }
        return fault == PacketFault.CODE ? ServerCounter.UNKNOWN_TYPES : ServerCounter.DROPPED;
    }

    void answered(long nowNs, Pending pending, Attempt attempt, RadiusPacket packet) {
        Target target = pending.target;
        target.counters.count(counterOf(packet.code()));
        if (pending.sent == 1) {
            target.counters.set(ServerCounter.ROUND_TRIP_NS, nowNs - attempt.sentNs());
        }
        leave(pending);
        finish(pending, new RadiusResult.Answered(packet.code(), packet.attributes(), target.name()));
    }

    private static ServerCounter counterOf(RadiusCode code) {
        return switch (code) {
            case ACCESS_ACCEPT -> ServerCounter.ACCEPTS;
            case ACCESS_REJECT -> ServerCounter.REJECTS;
            case ACCESS_CHALLENGE -> ServerCounter.CHALLENGES;
            default -> ServerCounter.RESPONSES;
        };
    }

    /** When {@link #onTimeout} is due next, {@code Long.MAX_VALUE} for never. */
    public long nextDeadlineNs() {
        Timed first = context.timers.first();
        return first == null ? Long.MAX_VALUE : first.deadlineNs;
    }

    /** Works off what is due. */
    public void onTimeout(long nowNs) {
        for (Timed first = context.timers.first();
                first != null && first.deadlineNs - nowNs <= 0;
                first = context.timers.first()) {
            context.timers.cancel(first);
            first.due(nowNs);
        }
    }

    /** Ends: what waits fails as {@code CLOSED}, and so does all that comes later. */
    public void close() {
        closed = true;
        for (Target target : targets) {
            target.remove();
            for (Pending pending : List.copyOf(target.waiting)) {
                leave(pending);
                finish(pending, new RadiusResult.Failed(Failure.CLOSED, "RADIUS is ending"));
            }
        }
    }

    /** Requests without a result yet. */
    public int outstanding() {
        return outstanding[0] + outstanding[1];
    }

    /** Slots in use by all servers, for tests: none while nothing waits and no server is dead. */
    int slotsInUse() {
        return targets.stream()
                .map(target -> target.slots)
                .distinct()
                .mapToInt(Slots::used)
                .sum();
    }

    int timersInUse() {
        return context.timers.size();
    }

    /** All servers, in their order, each in each of its roles; from any thread. */
    public List<ServerStatus> snapshot(long nowNs) {
        return targets.stream().map(target -> target.status(nowNs)).toList();
    }

    /** Datagrams from addresses that are no server's; from any thread. */
    public long invalidAddresses() {
        return invalidAddresses.get();
    }
}
