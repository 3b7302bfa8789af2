package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.MessageCodec;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;

/** A load balancer that sends everybody on to another LNS (RFC 3193 section 4). */
final class Redirector {
    private Redirector() {}

    /** Answers every SCCRQ to that node's address; the node's own engine does not see them. */
    static void redirects(Pair pair, PairNode balancer, String to) {
        pair.filter = datagram -> {
            boolean its = balancer.addresses.contains(datagram.to());
            if (its && datagram.messageType() == MessageType.SCCRQ.number()) {
                pair.deliver(answer(pair, datagram, to), Pair.MS);
            }
            return !its;
        };
    }

    private static Pair.Datagram answer(Pair pair, Pair.Datagram sccrq, String to) {
        var header = new L2tpHeader();
        ByteBuffer asked = ByteBuffer.wrap(sccrq.octets());
        header.decode(asked);
        var request = (ControlMessage) MessageCodec.decode(asked, header.payloadStart, header.payloadEnd, null);
        ControlMessage stop = ControlMessage.of(MessageType.STOPCCN)
                .u16(AvpType.ASSIGNED_TUNNEL_ID, 99)
                .result(ResultCode.error(ResultCode.ERROR_TRY_ANOTHER, to))
                .build();
        ByteBuffer out = ByteBuffer.allocate(256).position(L2tpHeader.CONTROL_LENGTH);
        MessageCodec.encode(stop, null, pair.random, out);
        out.flip();
        L2tpHeader.encodeControl(out, 0, out.limit(), request.u16(AvpType.ASSIGNED_TUNNEL_ID, 0), 0, 0, 1);
        byte[] octets = new byte[out.limit()];
        out.get(0, octets);
        return new Pair.Datagram(null, sccrq.to(), sccrq.toPort(), sccrq.from(), sccrq.fromPort(), octets);
    }
}
