package org.jl2tpd.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/**
 * Sends complete, valid SCCRQs to an LNS from many addresses of 10.200.0.0/16 and never answers; prints {@code sent COUNT}.
 *
 * <p>Arguments: address of the LNS, count of addresses, SCCRQs from each, microseconds between two.
 */
final class SccrqFlood {
    private static final int PORT = 1701;
    private static final int FIRST_HOST = 10 << 24 | 200 << 16 | 256;

    private SccrqFlood() {}

    public static void main(String[] arguments) throws IOException {
        InetSocketAddress target = new InetSocketAddress(arguments[0], PORT);
        int addresses = Integer.parseInt(arguments[1]);
        int each = Integer.parseInt(arguments[2]);
        long gapNs = Long.parseLong(arguments[3]) * 1000;
        int sent = 0;
        for (int i = 0; i < addresses; i++) {
            try (DatagramChannel channel = DatagramChannel.open()) {
                channel.bind(new InetSocketAddress(InetAddress.getByAddress(octets(FIRST_HOST + i)), 0));
                for (int j = 0; j < each; j++) {
                    channel.send(sccrq(1 + j), target);
                    sent++;
                    pause(gapNs);
                }
            }
        }
        System.out.println("sent " + sent);
    }

    private static void pause(long gapNs) {
        long endNs = System.nanoTime() + gapNs;
        while (System.nanoTime() < endNs) {
            Thread.onSpinWait();
        }
    }

    private static byte[] octets(int address) {
        return ByteBuffer.allocate(4).putInt(address).array();
    }

    private static ByteBuffer sccrq(int tunnelId) {
        ByteBuffer out = ByteBuffer.allocate(128);
        out.putShort((short) 0xc802).putShort((short) 0).putLong(0);
        avp(out, 0, new byte[] {0, 1});
        avp(out, 2, new byte[] {1, 0});
        avp(out, 3, new byte[] {0, 0, 0, 3});
        avp(out, 7, "flood".getBytes(StandardCharsets.US_ASCII));
        avp(out, 9, new byte[] {(byte) (tunnelId >> 8), (byte) tunnelId});
        out.putShort(2, (short) out.position());
        return out.flip();
    }

    private static void avp(ByteBuffer out, int type, byte[] value) {
        out.putShort((short) (0x8000 | 6 + value.length)).putShort((short) 0).putShort((short) type);
        out.put(value);
    }
}
