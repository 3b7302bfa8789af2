package org.jl2tpd.engine;

import java.util.HashMap;
import java.util.Map;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TransportPath;

/**
 * What a {@link FrameDatapath} is told, and when. A tunnel gets a socket that is connected to its peer as soon as that one is
 * proved, a session is there before its data can arrive: as LAC before ICCN leaves, as LNS when the call is admitted.
 */
final class Offload {
    final FrameDatapath frames;
    private final Core core;
    /** The tunnels of peers that use our listening port, by what tells connected sockets on one port apart. */
    private final Map<Pair, TunnelEntry> pairs = new HashMap<>();

    /** Two ends of datagrams. */
    private record Pair(IpAddress local, int localPort, IpAddress peer, int peerPort) {
        static Pair of(TransportPath path) {
            return new Pair(path.localAddress(), path.localPort(), path.peerAddress(), path.peerPort());
        }
    }

    Offload(Core core, FrameDatapath frames) {
        this.core = core;
        this.frames = frames;
    }

    /**
     * Where a peer's new tunnel answers from. Kernels before 6.11 mix the data of two tunnels with the same addresses and ports, so
     * that a second one gets a port of its own (RFC 2661 8.1). Where that cannot be had the tunnel ends when its
     * peer is proved.
     */
    TransportPath pathFor(TunnelEntry entry) {
        TransportPath path = entry.path();
        if (pairs.putIfAbsent(Pair.of(path), entry) == null) {
            return path;
        }
        TransportPath own = ownPath(entry, path, 0);
        return own == null ? path : own;
    }

    private TransportPath ownPath(TunnelEntry entry, TransportPath path, int localPort) {
        var wanted = new TransportPath(-1, path.localAddress(), localPort, path.peerAddress(), path.peerPort());
        EnginePorts.OpenedSocket socket =
                core.ports.openConnectedSocket(wanted, entry.profiles.tunnel().get(TunnelAttributes.DO_PMTU_DISCOVERY));
        entry.setProblem(socket.problem());
        if (socket.problem() != null) {
            return null;
        }
        entry.ownSocket = socket.socket();
        return new TransportPath(
                socket.socket(), path.localAddress(), socket.port(), path.peerAddress(), path.peerPort());
    }

    /**
     * A peer of a second tunnel with the same ends goes on sending to our listening port, although the tunnel answers from
     * another one (xl2tpd does): it is told that this cannot be, and our operator what can be done.
     */
    void onWrongSource(long nowNs, TunnelEntry entry, DatagramPath from) {
        TransportPath own = entry.path();
        TransportPath first = entry.firstPath();
        boolean stays = entry.ownSocket >= 0
                && !entry.established
                && own.localPort() != first.localPort()
                && from.localPort == first.localPort()
                && from.peerPort == first.peerPort()
                && from.isFromAddress(first.peerAddress());
        if (stays) {
            entry.tunnel.move(first);
            core.event(
                    EngineEvent.Kind.TUNNEL_REFUSED,
                    entry,
                    null,
                    "a second tunnel between the same addresses and ports, whose peer does not follow to our port "
                            + own.localPort() + "; give the peer another address or port, or set datapath = \"tun\"");
            entry.close(
                    nowNs,
                    ResultCode.error(
                            ResultCode.ERROR_RESOURCES, "a second tunnel between the same addresses and ports"));
        }
    }

    /** The peer is proved. Returns null, or the problem: nothing is left then. */
    String openTunnel(TunnelEntry entry) {
        TransportPath path = entry.path();
        String problem = entry.problem();
        if (problem != null) {
            return problem;
        }
        if (entry.client != null) {
            problem = core.ports.connectSocket(path.socket(), path.peerAddress(), path.peerPort());
        } else if (entry.ownSocket < 0) {
            TransportPath own = ownPath(entry, path, path.localPort());
            problem = entry.problem();
            if (own != null) {
                entry.tunnel.move(own);
            }
        }
        if (problem == null) {
            core.debug.opening(entry, null);
            problem = frames.openTunnel(entry);
            entry.offloaded = problem == null;
            core.debug.opened(entry, null, entry.offloaded);
        }
        if (problem != null) {
            returnToListener(entry);
        }
        return problem;
    }

    /** Before its end is told, with what it carried. */
    void ending(TunnelEntry entry) {
        if (entry.offloaded) {
            frames.readStatistics(entry);
        }
    }

    /** The same of a session. */
    void ending(SessionEntry entry) {
        if (entry.offloaded) {
            frames.readStatistics(entry);
        }
    }

    /** The tunnel is closed, its sessions were before; what is still said of its end goes by the listener. */
    void closeTunnel(TunnelEntry entry) {
        if (entry.offloaded) {
            entry.statistics();
            entry.offloaded = false;
            frames.closeTunnel(entry);
        }
        returnToListener(entry);
    }

    private void returnToListener(TunnelEntry entry) {
        TransportPath path = entry.path();
        TransportPath first = entry.firstPath();
        if (entry.ownSocket >= 0 && path.localPort() == first.localPort()) {
            entry.tunnel.move(first);
            closeSocket(entry);
        }
        pairs.remove(Pair.of(first), entry);
    }

    /** The last that is heard of a tunnel. */
    void forget(TunnelEntry entry) {
        pairs.remove(Pair.of(entry.firstPath()), entry);
        closeSocket(entry);
    }

    private void closeSocket(TunnelEntry entry) {
        if (entry.ownSocket >= 0) {
            core.ports.closeSocket(entry.ownSocket);
            entry.ownSocket = -1;
        }
    }

    /** A call is admitted, or established. Returns null, or the problem. */
    String openSession(SessionEntry entry) {
        if (entry.offloaded || !isCarried(entry)) {
            return null;
        }
        core.debug.opening(entry.tunnel, entry);
        String problem = frames.openSession(entry, options(entry));
        entry.offloaded = problem == null;
        core.debug.opened(entry.tunnel, entry, entry.offloaded);
        return problem;
    }

    private static boolean isCarried(SessionEntry entry) {
        return entry.isSwitched() || !entry.profiles.session().get(SessionAttributes.NO_PPP);
    }

    /** Before data may flow. Where the datapath will not, the session ends, and its peer is told. */
    boolean establish(long nowNs, SessionEntry entry) {
        if (!isCarried(entry)) {
            return true;
        }
        String problem = entry.offloaded ? frames.setOptions(entry, options(entry)) : openSession(entry);
        if (problem != null) {
            refused(entry, problem);
            entry.end(nowNs, noFacilities(), null);
        }
        return problem == null;
    }

    /** Says for our operator why the datapath would not have a session. */
    void refused(SessionEntry entry, String problem) {
        core.count(EngineCounter.DATAPATH_FAILURES);
        entry.setProblem(problem);
        core.event(EngineEvent.Kind.DATAPATH_FAILURE, entry.tunnel, entry, problem);
    }

    static ResultCode noFacilities() {
        return new ResultCode(
                ResultCode.CDN_NO_FACILITIES_TEMPORARY,
                ResultCode.ERROR_RESOURCES,
                "the datapath failed, try again later");
    }

    static SessionOptions options(SessionEntry entry) {
        Profile session = entry.profiles.session();
        boolean lac = entry.session.type().isLac();
        return new SessionOptions(
                !lac,
                entry.numbered || session.get(SessionAttributes.USE_SEQUENCE_NUMBERS),
                entry.session.sequencingRequired(),
                session.get(SessionAttributes.REORDER_TIMEOUT),
                entry.switched != null || entry.profiles.ppp().get(PppAttributes.PPP) == Choices.PppMode.OWN,
                entry.debug.mask());
    }

    void closeSession(SessionEntry entry) {
        if (entry.offloaded) {
            entry.offloaded = false;
            frames.closeSession(entry);
        }
    }

    String openDevice(SessionEntry entry) {
        Profile ppp = entry.profiles.ppp();
        int mru = ppp.get(PppAttributes.MRU);
        return frames.openDevice(
                entry,
                new FrameDatapath.LinkOptions(
                        entry.interfaceName(),
                        Math.min(entry.mtu, entry.link.sendMtu()),
                        mru == 0 ? entry.mtu : mru,
                        entry.link.peerAcceptsPfc(),
                        entry.link.peerAcceptsAcfc(),
                        ppp.get(PppAttributes.MSS_CLAMP),
                        entry.session.type().isLac()));
    }

    /** When a packet of the session passed last, as far as is known. */
    long lastActivityNs(long nowNs, SessionEntry entry) {
        if (entry.isSwitched()) {
            return entry.switched.lastActivityNs(nowNs, frames.statistics(entry));
        }
        long idleNs = frames.idleNs(entry);
        return idleNs < 0 ? entry.lastActivityNs : nowNs - idleNs;
    }
}
