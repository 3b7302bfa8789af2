package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.SessionState;
import org.jl2tpd.control.TunnelState;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.TransportPath;

/** What must hold after every event of a simulation. */
final class Invariants {
    private final Simulation world;
    private final L2tpHeader header = new L2tpHeader();
    /** Per engine and local tunnel id: how many messages, counted without a gap, have arrived. */
    private final Map<String, Arrivals> arrivals = new HashMap<>();

    /** Octets of all profiles, by engine. */
    private final Map<Core, Long> told = new HashMap<>();

    Invariants(Simulation world) {
        this.world = world;
    }

    /** Sequence numbers that reached a tunnel, as a set modulo 65536, and the first that did not. */
    private static final class Arrivals {
        final BitSet seen = new BitSet(65_536);
        int next;

        void add(int ns) {
            seen.set(ns);
            while (seen.get(next)) {
                seen.clear(next + 32_768 & 0xffff);
                next = next + 1 & 0xffff;
            }
        }
    }

    void onArrival(SimNode receiver, int peerPort, byte[] octets) {
        if (header.decode(ByteBuffer.wrap(octets)) != null || !header.control || header.payloadLength() == 0) {
            return;
        }
        if (header.tunnelId != 0) {
            arrivals(receiver, header.tunnelId).add(header.ns);
            return;
        }
        int ns = header.ns;
        receiver.tunnels().stream()
                .filter(entry -> entry.client == null && entry.path().peerPort() == peerPort)
                .forEach(entry -> arrivals(receiver, entry.id).add(ns));
    }

    /** B4: nobody acknowledges a message that has not arrived, nor one behind a gap. */
    void onSent(SimNode sender, TransportPath path, byte[] octets) {
        if (world.scenario.flips > 0
                || header.decode(ByteBuffer.wrap(octets)) != null
                || !header.control
                || header.tunnelId == 0) {
            return;
        }
        for (TunnelEntry entry : sender.tunnels()) {
            if (entry.tunnel != null
                    && entry.tunnel.peerId() == header.tunnelId
                    && entry.path().equals(path)) {
                Arrivals arrived = arrivals(sender, entry.id);
                int ahead = (short) (header.nr - arrived.next);
                if (ahead > 0) {
                    fail(sender, "acknowledges up to " + header.nr + " but " + arrived.next + " has not arrived");
                }
            }
        }
    }

    private Arrivals arrivals(SimNode node, int tunnelId) {
        String key = node.name + System.identityHashCode(node.engine) + "/" + tunnelId;
        return arrivals.computeIfAbsent(
                key, k -> first(node.engine.core().tunnels.get(tunnelId)));
    }

    /** A tunnel that the peer opened exists because its SCCRQ, Ns 0, has arrived. */
    private static Arrivals first(TunnelEntry entry) {
        var first = new Arrivals();
        if (entry != null && entry.client == null) {
            first.add(0);
        }
        return first;
    }

    void check() {
        for (SimNode node : world.nodes()) {
            check(node);
        }
    }

    private void check(SimNode node) {
        Core core = node.engine.core();
        int sessions = 0;
        int established = 0;
        int halfOpen = 0;
        var attached = new HashSet<DataSession>();
        int active = 0;
        for (TunnelEntry entry : node.tunnels()) {
            TunnelState state = entry.tunnel.state();
            expect(node, state != TunnelState.GONE, "a tunnel that is gone is still in the table");
            expect(
                    node,
                    state != TunnelState.CLOSING || entry.tunnel.sessionCount() == 0,
                    "a closing tunnel has sessions");
            expect(node, entry.established == (state == TunnelState.ESTABLISHED), "established differs from the state");
            halfOpen += entry.halfOpen ? 1 : 0;
            active += entry.established ? 1 : 0;
            expect(
                    node,
                    !entry.established || !core.admin.isOff(entry.peerProfile()),
                    "a tunnel is up that is switched off");
            for (Session session : entry.tunnel.sessions()) {
                expect(node, session.state() != SessionState.CLOSED, "a closed session is still in its tunnel");
                sessions += session.attachment == null ? 0 : 1;
                established += session.state() == SessionState.ESTABLISHED ? 1 : 0;
                attached.add((DataSession) session.attachment);
            }
        }
        expect(node, core.sessions == sessions, "counts " + core.sessions + " sessions, has " + sessions);
        expect(node, core.sessionsEstablished == established, "counts established sessions wrongly");
        expect(node, core.halfOpen.size() == halfOpen, "counts half-open tunnels wrongly");
        expect(node, attached.containsAll(node.open.keySet()), "a network is left without its session");
        expect(node, node.granted.size() <= sessions, "addresses are left without their session");
        expect(node, core.starting.isEmpty(), "a session was not started");
        checkAccounts(node, core, active, established);
    }

    /** Sums by profile agree with what is there, and never go back. */
    private void checkAccounts(SimNode node, Core core, int tunnels, int sessions) {
        long octets = 0;
        for (Views.Peer peer : core.accounts.peers().peers()) {
            tunnels -= peer.tunnelsActive();
            sessions -= peer.sessionsActive();
            octets += peer.controlRxOctets() + peer.controlTxOctets() + peer.payloadRxOctets() + peer.payloadTxOctets();
        }
        expect(node, tunnels == 0 && sessions == 0, "sums of profiles differ from what is up");
        Long before = told.put(core, octets);
        expect(node, before == null || before <= octets, "a sum of a profile went back");
    }

    private void expect(SimNode node, boolean holds, String otherwise) {
        if (!holds) {
            fail(node, otherwise);
        }
    }

    private void fail(SimNode node, String what) {
        throw new AssertionError(node.name + " " + what);
    }
}
