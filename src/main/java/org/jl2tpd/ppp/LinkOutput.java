package org.jl2tpd.ppp;

import java.nio.ByteBuffer;

/** Builds the frames of one link in the host's buffer, one at a time, and sends and traces them. */
final class LinkOutput {
    private final PppHost host;
    private final Lcp lcp;
    private int frameStart;
    private int packetStart;

    LinkOutput(PppHost host, Lcp lcp) {
        this.host = host;
        this.lcp = lcp;
    }

    /** A frame of a protocol, ready for its payload. */
    ByteBuffer frame(int protocol) {
        ByteBuffer out = host.frameBuffer();
        frameStart = out.position();
        FrameHeader.write(out, protocol, lcp.peerAcfc && lcp.isOpened());
        packetStart = out.position();
        return out;
    }

    void send(ByteBuffer frame, boolean priority) {
        frame.limit(frame.position()).position(frameStart);
        host.sendFrame(frame, priority);
    }

    /** A control packet, ready for its data. */
    ByteBuffer packet(int protocol, int code, int identifier) {
        if (traced()) {
            host.trace(
                    "send " + PppProtocol.name(protocol) + " " + PacketCode.name(protocol, code) + " id=" + identifier);
        }
        return frame(protocol).put((byte) code).put((byte) identifier).putShort((short) 0);
    }

    void sendPacket(ByteBuffer packet) {
        sendPacket(packet, false);
    }

    void sendPacket(ByteBuffer packet, boolean priority) {
        packet.putShort(packetStart + 2, (short) (packet.position() - packetStart));
        send(packet, priority);
    }

    boolean traced() {
        return host.traced();
    }

    void trace(String text) {
        if (host.traced()) {
            host.trace(text);
        }
    }

    void trace(String way, int protocol, String code, int identifier, int length) {
        host.trace(way + " " + PppProtocol.name(protocol) + " " + code + " id=" + identifier + " length=" + length);
    }
}
