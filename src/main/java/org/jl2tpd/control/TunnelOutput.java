package org.jl2tpd.control;

import java.nio.ByteBuffer;
import org.jl2tpd.control.ControlHost.MessageOutcome;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.TraceFacility;

/** Puts a channel's datagrams on the tunnel's path, and counts them. */
final class TunnelOutput implements ReliableChannel.Output {
    private static final int NS_AT = 8;
    private static final int NR_AT = 10;
    /** Where the value of the first AVP, the Message Type, stands. */
    private static final int MESSAGE_TYPE_AT = L2tpHeader.CONTROL_LENGTH + 6;

    private final Tunnel tunnel;

    TunnelOutput(Tunnel tunnel) {
        this.tunnel = tunnel;
    }

    @Override
    public void transmit(byte[] message, int ns, int nr, boolean again) {
        ByteBuffer datagram = tunnel.host.controlBuffer().clear();
        datagram.put(message).putShort(NS_AT, (short) ns).putShort(NR_AT, (short) nr);
        int type = datagram.getShort(MESSAGE_TYPE_AT);
        if (!again) {
            tunnel.host.countMessage(type, MessageOutcome.SENT);
        }
        trace(again ? "retransmit type " : "transmit type ", type, ns, nr);
        send(datagram.flip());
    }

    @Override
    public void transmitZlb(int ns, int nr) {
        if (tunnel.peerId == 0) {
            return;
        }
        ByteBuffer datagram = tunnel.host.controlBuffer().clear();
        L2tpHeader.encodeControl(datagram, 0, L2tpHeader.CONTROL_LENGTH, tunnel.peerId, 0, ns, nr);
        tunnel.counters.sentZlbs++;
        trace("transmit ZLB ", 0, ns, nr);
        send(datagram.position(0).limit(L2tpHeader.CONTROL_LENGTH));
    }

    @Override
    public void count(ControlCounter counter) {
        ChannelCounters counters = tunnel.counters;
        switch (counter) {
            case RETRANSMISSIONS -> counters.retransmissions++;
            case DUPLICATES -> counters.duplicates++;
            case OUT_OF_WINDOW -> counters.outOfWindow++;
            case OUT_OF_SEQUENCE -> counters.outOfSequence++;
            default -> {}
        }
        tunnel.count(counter);
    }

    private void send(ByteBuffer datagram) {
        tunnel.counters.sentPackets++;
        tunnel.counters.sentOctets += datagram.remaining();
        tunnel.host.sendControl(tunnel, datagram);
    }

    private void trace(String what, int type, int ns, int nr) {
        if (tunnel.traced(TraceFacility.TRANSPORT, null)) {
            tunnel.trace(
                    TraceFacility.TRANSPORT,
                    null,
                    what + type + " ns " + ns + " nr " + nr + " " + tunnel.channel.status());
        }
    }
}
