package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import org.jl2tpd.datapath.DatapathCounter;

/** Gives a session's frames to the driver: those of the link to the channel, those of the network to the unit. */
final class FrameWriter {
    private static final short ADDRESS_AND_CONTROL = (short) 0xff03;
    /** The first protocol number of LCP and authentication (RFC 1661 2). */
    private static final int LINK_PROTOCOLS = 0xc000;
    /** The first protocol number of a network's control protocol; below are packets. */
    private static final int CONTROL_PROTOCOLS = 0x8000;
    /** Longest frame that has to be copied: a control protocol's. */
    private static final int COPY_LIMIT = 9408;

    private final KernelContext context;
    private final ByteBuffer copy = ByteBuffer.allocateDirect(COPY_LIMIT);

    FrameWriter(KernelContext context) {
        this.context = context;
    }

    /** @param frame position to limit: FF03 or not, a protocol of one or two octets, payload */
    void write(KernelSession session, ByteBuffer frame) {
        if (frame.remaining() < 2) {
            context.counters().add(DatapathCounter.FRAME_WRITE);
            return;
        }
        int start = frame.position();
        if (frame.getShort(start) == ADDRESS_AND_CONTROL) {
            start += 2;
        }
        ByteBuffer whole = whole(frame, start);
        if (whole == null || whole.remaining() < 2 || !send(session, whole)) {
            context.counters().add(DatapathCounter.FRAME_WRITE);
        } else {
            context.counters().add(DatapathCounter.FRAMES_OUT);
        }
    }

    private boolean send(KernelSession session, ByteBuffer frame) {
        int protocol = frame.getShort(frame.position()) & 0xffff;
        KernelDevice device = session.device();
        int fd = protocol >= LINK_PROTOCOLS || device == null ? session.channelFd() : device.fd();
        if (device != null && protocol < CONTROL_PROTOCOLS) {
            device.sendsOwnPacket();
        }
        // An ICCN that waits goes first: many a peer knows nothing of the session before.
        context.sink().flush();
        return fd >= 0 && context.kernel().write(fd, frame) >= 0;
    }

    /** The frame from its protocol on, in two octets, in direct memory; null when it is too long. */
    private ByteBuffer whole(ByteBuffer frame, int start) {
        if (start >= frame.limit()) {
            return null;
        }
        boolean compressed = (frame.get(start) & 1) != 0;
        if (frame.isDirect() && !compressed) {
            return frame.position(start);
        }
        int octets = frame.limit() - start;
        int at = compressed ? 1 : 0;
        if (at + octets > COPY_LIMIT) {
            return null;
        }
        copy.clear().put(0, (byte) 0).put(at, frame, start, octets);
        return copy.limit(at + octets);
    }
}
