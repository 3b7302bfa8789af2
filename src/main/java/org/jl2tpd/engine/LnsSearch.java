package org.jl2tpd.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.wire.ResultCode;

/**
 * The LNSs that an authorization names for one call: which is tried now, and which are left. The lowest preference is first, chance decides
 * between equal ones, and those that failed a short time ago come last. Each but the last has a short time to take the call, all together
 * a part of the time that an authentication may take: the caller, whose patience is about as long, is to hear why nobody takes it.
 */
final class LnsSearch extends Timed {
    /** An LNS that has not taken the call for so long is left for the next: three SCCRQs, and one more on its way. */
    static final long ATTEMPT_NS = 8_000_000_000L;
    /** Characters that are told of why LNSs failed. */
    static final int MAX_WORDS = 300;

    /** The one that is tried, or has the call; null before the first. */
    TunnelChoice current;
    /** Name of its tunnel. */
    String tunnelName = "";

    private final Core core;
    private final SwitchedCall call;
    private final ArrayDeque<TunnelChoice> left;
    private final long endNs;
    private long attemptEndNs = Long.MAX_VALUE;
    private boolean over;
    private ResultCode lastFailure = CallSwitch.noFacilities("no LNS is named");
    private final StringBuilder failures = new StringBuilder();

    LnsSearch(long nowNs, Core core, SwitchedCall call, List<TunnelChoice> choices) {
        this.core = core;
        this.call = call;
        this.left = new ArrayDeque<>(ordered(nowNs, core, choices));
        int patience = call.incoming.profiles.ppp().get(PppAttributes.AUTH_TIMEOUT_SECONDS);
        this.endNs = nowNs + ProfileMapper.seconds(patience) / 4 * 3;
    }

    private static List<TunnelChoice> ordered(long nowNs, Core core, List<TunnelChoice> choices) {
        var mixed = new ArrayList<>(choices);
        // An empty name is this host to resolvers.
        mixed.removeIf(choice -> choice.serverEndpoint().isBlank());
        for (int i = mixed.size() - 1; i > 0; i--) {
            int other = core.random.nextInt(i + 1);
            mixed.set(other, mixed.set(i, mixed.get(other)));
        }
        Comparator<TunnelChoice> byDenial = Comparator.comparing(c -> core.chosen.denied.has(nowNs, c));
        mixed.sort(byDenial.thenComparing(TunnelChoice::preference));
        return mixed;
    }

    /** A tunnel to the next LNS, up or on its way; null when none is left. */
    ClientTunnel next(long nowNs) {
        while (!left.isEmpty()) {
            current = left.poll();
            ClientTunnel tunnel = core.chosen.tunnelFor(nowNs, current);
            tunnelName = tunnel == null ? "" : tunnel.definition.name();
            if (tunnel != null && (tunnel.isUp() || tunnel.isUnderWay(nowNs))) {
                attemptEndNs = left.isEmpty() ? endNs : nowNs + Math.min(ATTEMPT_NS, endNs - nowNs);
                core.deadlines.update(this);
                return tunnel;
            }
            String why = tunnel == null ? core.chosen.refusal() : tunnel.lastResult;
            failed(nowNs, CallSwitch.noFacilities(why), tunnel == null ? Denylist.Fault.OURS : tunnel.fault);
        }
        return null;
    }

    /** The LNS of now does not take the call. */
    void failed(long nowNs, ResultCode result, Denylist.Fault fault) {
        attemptEndNs = Long.MAX_VALUE;
        core.deadlines.update(this);
        core.chosen.denied.add(nowNs, current, fault);
        lastFailure = result;
        if (failures.length() < MAX_WORDS) {
            failures.append(failures.isEmpty() ? "" : "; ")
                    .append(current.serverEndpoint())
                    .append(": ")
                    .append(Results.words(result, null));
        }
        core.count(EngineCounter.LNS_FAILURES);
    }

    /** What the LAC is told when none took the call: the last one's result, and why each of them failed. */
    ResultCode failure() {
        String words = failures.isEmpty() ? lastFailure.message() : failures.toString();
        return new ResultCode(
                lastFailure.result(),
                lastFailure.error(),
                words.length() > MAX_WORDS ? words.substring(0, MAX_WORDS) : words);
    }

    /** The call is joined, or has ended. */
    void end() {
        over = true;
        core.deadlines.remove(this);
    }

    @Override
    long nextDeadlineNs() {
        return over ? Long.MAX_VALUE : attemptEndNs;
    }

    @Override
    void onDue(long nowNs) {
        if (!over && attemptEndNs - nowNs <= 0) {
            if (endNs - nowNs <= 0) {
                left.clear();
            }
            core.switching.tooLate(nowNs, call);
        }
        core.deadlines.update(this);
    }

    @Override
    public String toString() {
        return "search of an LNS for " + call.incoming;
    }
}
