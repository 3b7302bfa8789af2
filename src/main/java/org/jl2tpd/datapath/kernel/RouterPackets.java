package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jl2tpd.datapath.DatapathCounter;
import org.jl2tpd.datapath.PolledSource;
import org.jl2tpd.engine.Engine;
import org.jl2tpd.linux.PppUnit;
import org.jl2tpd.linux.SystemCallException;

/**
 * Router Solicitations and DHCPv6 of our clients: the kernel gives IPv6 to the device, so that the engine, which answers these, hears
 * them through one socket for all devices.
 */
final class RouterPackets implements PolledSource {
    private static final int PROTOCOL_OCTETS = 2;

    private final KernelContext context;
    private final Map<Integer, KernelSession> byDevice = new HashMap<>();
    private L2tpKernel.RouterSocket socket;

    RouterPackets(KernelContext context) {
        this.context = context;
    }

    /** Gives the packets of a session's device to the engine from now on. */
    void serve(int deviceIndex, KernelSession session) {
        byDevice.put(deviceIndex, session);
        if (socket == null && !open()) {
            context.counters().add(DatapathCounter.IPV6_UNAVAILABLE);
        }
    }

    private boolean open() {
        try {
            L2tpKernel.RouterSocket opened = context.kernel().openRouterSocket();
            if (context.sink().watch(opened.fd(), this) != null) {
                opened.close();
                return false;
            }
            socket = opened;
            return true;
        } catch (SystemCallException e) {
            return false;
        }
    }

    /** Gives the engine nothing more of a device, which may be unknown. */
    void forget(int deviceIndex) {
        byDevice.remove(deviceIndex);
    }

    @Override
    public int drain(int budget) {
        int count = 0;
        while (socket != null && count < budget) {
            ByteBuffer frame = context.sink().lend().position(Engine.HEADROOM + PROTOCOL_OCTETS);
            int octets = socket.receive(frame);
            if (octets <= 0) {
                break;
            }
            count++;
            give(frame, octets);
        }
        return count;
    }

    private void give(ByteBuffer frame, int octets) {
        KernelSession session = byDevice.get(socket.deviceIndex());
        if (session == null || octets > frame.remaining()) {
            context.counters().add(DatapathCounter.ROUTER_PACKET_IGNORED);
            return;
        }
        int start = Engine.HEADROOM;
        frame.limit(start + PROTOCOL_OCTETS + octets).position(start).putShort(start, (short) PppUnit.PPP_IPV6);
        context.counters().add(DatapathCounter.FRAMES_IN);
        context.sink().onFrame(session.session(), frame);
    }

    void close() {
        if (socket != null) {
            context.sink().unwatch(socket.fd());
            socket.close();
            socket = null;
        }
    }
}
