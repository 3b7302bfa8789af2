package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import java.util.List;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** Makes packets and session networks for tests. */
public final class Packets {
    private Packets() {}

    /** A LNS session's network over the shared device. */
    public static SessionNetwork lns(String local, String peer, long peerId, String prefix, String... routes) {
        return new SessionNetwork(
                false,
                false,
                "",
                1460,
                local == null ? null : IpAddress.parse(local),
                peer == null ? null : IpAddress.parse(peer),
                peerId == 0 ? 0 : 0xaa,
                peerId,
                prefix == null ? null : IpPrefix.parse(prefix),
                java.util.Arrays.stream(routes).map(IpPrefix::parse).toList(),
                false,
                List.of(),
                null);
    }

    /** A client session's network. */
    public static SessionNetwork client(String device, String local, String peer, boolean defaultRoute, String lns) {
        return new SessionNetwork(
                true,
                true,
                device,
                1400,
                IpAddress.parse(local),
                IpAddress.parse(peer),
                0xbb,
                0xaa,
                null,
                List.of(),
                defaultRoute,
                List.of(),
                lns == null ? null : IpAddress.parse(lns));
    }

    /** The same network with another MTU. */
    public static SessionNetwork withMtu(SessionNetwork network, int mtu) {
        return new SessionNetwork(
                network.client(),
                network.ownDevice(),
                network.interfaceName(),
                mtu,
                network.localIpv4(),
                network.peerIpv4(),
                network.localInterfaceId(),
                network.peerInterfaceId(),
                network.ipv6Prefix(),
                network.peerRoutes(),
                network.defaultRoute(),
                network.dns(),
                network.tunnelPeer());
    }

    /** A Router Advertisement (RFC 4861 4.2) to all nodes: a default router for 30 minutes, and a /64 for addresses (4.6.2). */
    public static ByteBuffer advertisement(String router, String prefix) {
        int octets = 16 + 32;
        ByteBuffer out = echo(router, "ff02::1", 0, octets - 8);
        out.put(7, (byte) 255);
        out.putShort(40, (short) (134 << 8)).putShort(42, (short) 0);
        out.putShort(44, (short) (64 << 8)).putShort(46, (short) 1800).putLong(48, 0);
        out.putInt(56, 0x0304_40c0).putInt(60, 3600).putInt(64, 1800).putInt(68, 0);
        out.put(72, IpAddress.parse(prefix).toBytes());
        long pseudo = InternetChecksum.v6Pseudo(out, 0, octets, 58);
        out.putShort(42, (short) InternetChecksum.checksum(out, 40, octets, pseudo));
        return out;
    }

    /** An ICMP or ICMPv6 echo request. */
    public static ByteBuffer echo(String from, String to, int sequence, int payload) {
        ByteBuffer out = ByteBuffer.allocateDirect(10000);
        IpAddress source = IpAddress.parse(from);
        IpAddress destination = IpAddress.parse(to);
        Pings.write(
                out,
                destination.isV4(),
                source.hi(),
                source.lo(),
                destination.hi(),
                destination.lo(),
                sequence,
                payload);
        return out;
    }

    /** Clears Don't Fragment and returns the packet. */
    public static ByteBuffer mayFragment(ByteBuffer v4) {
        v4.putShort(v4.position() + 6, (short) 0);
        v4.putShort(v4.position() + 10, (short) 0);
        v4.putShort(v4.position() + 10, (short) InternetChecksum.checksum(v4, v4.position(), 20, 0));
        return v4;
    }

    /** A UDP packet with a right checksum. */
    public static ByteBuffer udp(String from, String to, int sourcePort, int port, int payload) {
        ByteBuffer out = echo(from, to, 0, payload);
        boolean v4 = IpPacket.isV4(out);
        int at = v4 ? 20 : 40;
        int octets = 8 + payload;
        out.put(v4 ? 9 : 6, (byte) 17);
        out.putShort(at, (short) sourcePort);
        out.putShort(at + 2, (short) port);
        out.putShort(at + 4, (short) octets);
        out.putShort(at + 6, (short) 0);
        long pseudo =
                v4 ? InternetChecksum.v4Pseudo(out, 0, octets, 17) : InternetChecksum.v6Pseudo(out, 0, octets, 17);
        out.putShort(at + 6, (short) InternetChecksum.checksum(out, at, octets, pseudo));
        if (v4) {
            out.putShort(10, (short) 0);
            out.putShort(10, (short) InternetChecksum.checksum(out, 0, 20, 0));
        }
        return out;
    }
}
