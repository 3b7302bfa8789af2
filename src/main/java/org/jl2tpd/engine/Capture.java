package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.wire.L2tpHeader;

/**
 * Copies of control messages and of frames of PPP's control protocols, of the tunnels and sessions that an operator captures, to {@link
 * EnginePorts#captured}. Passwords are overwritten before. While nothing is captured it costs to read {@link #on}.
 */
final class Capture {
    /** Tunnels and sessions that are captured at once. */
    static final int LIMIT = 64;

    private static final int CONTROL_PROTOCOLS = 0x8000;
    private static final int ALL_STATIONS = 0xff03;
    private static final int SESSION_ID_AT = 6;

    /** Whether anything is captured. */
    boolean on;

    private final Core core;
    private final List<Target> targets = new ArrayList<>();

    Capture(Core core) {
        this.core = core;
    }

    /** A tunnel with all of its sessions, or one session; that one is heard a while longer, for its CDN. */
    private static final class Target {
        final TunnelEntry tunnel;
        /** Null for the whole tunnel. */
        final SessionEntry session;

        boolean ended;
        long endedNs;

        Target(TunnelEntry tunnel, SessionEntry session) {
            this.tunnel = tunnel;
            this.session = session;
        }

        boolean is(int tunnelId, int sessionId) {
            return tunnel.id == tunnelId && (session == null ? 0 : session.localSessionId()) == sessionId;
        }

        boolean isPast(long nowNs) {
            return ended && nowNs - endedNs > Core.LINGER_NS;
        }
    }

    /** Begins with a tunnel (session null) or a session. Returns null, or why not. */
    String begin(TunnelEntry tunnel, SessionEntry session) {
        end(tunnel.id, session == null ? 0 : session.localSessionId());
        targets.removeIf(target -> target.isPast(core.nowNs()));
        if (targets.size() >= LIMIT) {
            return "at most " + LIMIT + " tunnels and sessions are captured at once";
        }
        targets.add(new Target(tunnel, session));
        on = true;
        return null;
    }

    /** @param sessionId 0 for the tunnel */
    void end(int tunnelId, int sessionId) {
        targets.removeIf(target -> target.is(tunnelId, sessionId));
        on = !targets.isEmpty();
    }

    /** The tunnel is gone. */
    void forget(TunnelEntry tunnel) {
        if (on) {
            targets.removeIf(target -> target.tunnel == tunnel);
            on = !targets.isEmpty();
        }
    }

    /** The session has ended, its CDN is still to be heard. */
    void ended(long nowNs, SessionEntry session) {
        for (Target target : targets) {
            if (target.session == session) {
                target.ended = true;
                target.endedNs = nowNs;
            }
        }
    }

    /** A control message (position to limit, with its header) was received for the tunnel. */
    void received(TunnelEntry tunnel, ByteBuffer datagram) {
        if (on) {
            control(tunnel, false, datagram);
        }
    }

    /** A control message (position to limit, with its header) of the tunnel. */
    void control(TunnelEntry tunnel, boolean sent, ByteBuffer datagram) {
        int id = datagram.getShort(datagram.position() + SESSION_ID_AT) & 0xffff;
        boolean wanted = false;
        int sessionId = 0;
        for (Target target : targets) {
            if (target.tunnel == tunnel && target.session == null) {
                wanted = true;
            } else if (target.tunnel == tunnel && id != 0 && id == idOf(target.session, sent)) {
                wanted = true;
                sessionId = target.session.localSessionId();
            }
        }
        if (wanted) {
            ByteBuffer copy = copy(datagram);
            CaptureMask.control(copy, L2tpHeader.CONTROL_LENGTH);
            core.ports.captured(tunnel.id, sessionId, tunnel.shownPath(), sent, copy);
        }
    }

    private static int idOf(SessionEntry session, boolean sent) {
        return sent ? session.peerSessionId() : session.localSessionId();
    }

    /** A data message (position to limit, with its header) whose frame begins at that absolute index. */
    void data(SessionEntry entry, boolean sent, ByteBuffer datagram, int frameStart) {
        if (isWanted(entry) && isControlProtocol(datagram, frameStart)) {
            ByteBuffer copy = copy(datagram);
            tell(entry, sent, copy, frameStart - datagram.position());
        }
    }

    /** A frame (position to limit) that a {@link FrameDatapath} carries: it gets the header that it has on its way. */
    void frame(SessionEntry entry, boolean sent, ByteBuffer frame) {
        if (!isWanted(entry) || !isControlProtocol(frame, frame.position())) {
            return;
        }
        int start = L2tpHeader.MAX_DATA_LENGTH;
        ByteBuffer datagram = ByteBuffer.allocate(start + frame.remaining());
        frame.get(frame.position(), datagram.array(), start, frame.remaining());
        int tunnelId = sent ? entry.tunnel.tunnel.peerId() : entry.tunnel.id;
        int at = L2tpHeader.encodeDataBefore(
                datagram, start, datagram.limit(), tunnelId, idOf(entry, sent), -1, false, false);
        tell(entry, sent, datagram.position(at), start);
    }

    private void tell(SessionEntry entry, boolean sent, ByteBuffer datagram, int frameStart) {
        CaptureMask.frame(datagram, frameStart);
        core.ports.captured(entry.tunnel.id, entry.localSessionId(), entry.tunnel.shownPath(), sent, datagram);
    }

    private boolean isWanted(SessionEntry entry) {
        for (Target target : targets) {
            if (target.session == entry || target.session == null && target.tunnel == entry.tunnel) {
                return true;
            }
        }
        return false;
    }

    private static boolean isControlProtocol(ByteBuffer frame, int start) {
        int at = start;
        if (frame.limit() - at >= 2 && (frame.getShort(at) & 0xffff) == ALL_STATIONS) {
            at += 2;
        }
        boolean isLong = frame.limit() - at >= 2 && (frame.get(at) & 1) == 0;
        return isLong && (frame.getShort(at) & 0xffff) >= CONTROL_PROTOCOLS;
    }

    private static ByteBuffer copy(ByteBuffer datagram) {
        ByteBuffer copy = ByteBuffer.allocate(datagram.remaining());
        datagram.get(datagram.position(), copy.array());
        return copy;
    }
}
