package org.jl2tpd.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The UDP payloads of a classic pcap file of IPv4 packets, over Ethernet or raw. */
public final class Pcap {
    private static final int LINK_ETHERNET = 1;

    private Pcap() {}

    /** Every UDP payload, in order. */
    public static List<byte[]> udpPayloads(byte[] file) {
        var in = ByteBuffer.wrap(file);
        in.order(in.getInt(0) == 0xa1b2c3d4 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int link = in.getInt(20);
        var payloads = new ArrayList<byte[]>();
        in.position(24);
        while (in.remaining() >= 16) {
            int octets = in.getInt(in.position() + 8);
            int packet = in.position() + 16 + (link == LINK_ETHERNET ? 14 : 0);
            in.position(in.position() + 16 + octets);
            int udp = packet + (file[packet] & 15) * 4;
            int length = (file[udp + 4] & 255) << 8 | file[udp + 5] & 255;
            payloads.add(java.util.Arrays.copyOfRange(file, udp + 8, udp + length));
        }
        return payloads;
    }
}
