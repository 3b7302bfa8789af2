package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.IpPrefix;

/** What a server does for IPv6 on an open link: router advertisements and DHCPv6, both of the session's grant. */
final class Ipv6Services {
    /** Solicited advertisements within {@link #BURST_WINDOW_NS}; more solicitations are consumed without an answer. */
    static final int MAX_BURST = 8;

    /** RFC 4861 10: MIN_DELAY_BETWEEN_RAS. */
    static final long BURST_WINDOW_NS = 3_000_000_000L;

    /** Least MTU of IPv6 (RFC 8200 5). */
    private static final int MIN_IPV6_MTU = 1280;

    private static final int ROUTER_SOLICITATION = 133;
    private static final int SOLICITATION_LENGTH = 8;
    private static final int UDP_HEADER_LENGTH = 8;
    private static final long ALL_ROUTERS = 2;
    private static final long ALL_DHCP_AGENTS = 0x0001_0002L;

    private final PppLink link;
    private final AddressGrant grant;
    private final long localId;
    private long deadlineNs = ControlProtocol.NEVER;
    private long burstStartNs;
    private int burst;

    Ipv6Services(PppLink link, AddressGrant grant, long localId) {
        this.link = link;
        this.grant = grant;
        this.localId = localId;
    }

    /** Whether a grant gives the peer anything of IPv6. */
    static boolean grantsIpv6(AddressGrant grant) {
        if (grant.ipv6Prefix() != null || grant.delegatedPrefix() != null) {
            return true;
        }
        for (IpPrefix each : grant.routes()) {
            if (!each.address().isV4()) {
                return true;
            }
        }
        return false;
    }

    long deadlineNs() {
        return deadlineNs;
    }

    /** Sends an advertisement, and says when the next is due. */
    void advertise(long nowNs) {
        PppSettings settings = link.settings();
        long interval = settings.routerAdvertisementIntervalNs();
        int mtu = Math.max(MIN_IPV6_MTU, Math.min(settings.mtu(), settings.mru()));
        ByteBuffer out = link.out.frame(PppProtocol.IPV6);
        RouterAdvertisement.write(out, localId, grant, mtu, interval);
        link.out.send(out, false);
        deadlineNs = interval > 0 ? nowNs + interval : ControlProtocol.NEVER;
    }

    /** Looks at next header and destination first, so that a packet for others costs next to nothing. */
    boolean consumes(long nowNs, ByteBuffer packet) {
        int at = packet.position();
        int length = packet.remaining() - Ipv6Datagram.HEADER_LENGTH;
        if (length < UDP_HEADER_LENGTH || packet.get(at) >>> 4 != 6) {
            return false;
        }
        int nextHeader = packet.get(at + 6) & 0xff;
        int payload = at + Ipv6Datagram.HEADER_LENGTH;
        if (nextHeader == Ipv6Datagram.ICMPV6 && (packet.get(payload) & 0xff) == ROUTER_SOLICITATION) {
            return isForUs(packet, at, ALL_ROUTERS) && solicited(nowNs, packet, at, length);
        }
        if (nextHeader == Ipv6Datagram.UDP
                && (packet.getShort(payload + 2) & 0xffff) == Dhcpv6Server.SERVER_PORT
                && isForUs(packet, at, ALL_DHCP_AGENTS)) {
            dhcp(packet, at, length);
            return true;
        }
        return false;
    }

    private boolean isForUs(ByteBuffer packet, int at, long group) {
        long hi = packet.getLong(at + 24);
        long lo = packet.getLong(at + 32);
        return hi == Ipv6Datagram.LINK_MULTICAST && lo == group
                || hi == Ipv6Datagram.LINK_LOCAL_PREFIX && lo == localId;
    }

    /** The length that the header claims, where the packet holds as much; else -1. */
    private static int payloadLength(ByteBuffer packet, int at, int available) {
        int claimed = packet.getShort(at + 4) & 0xffff;
        return claimed <= available && claimed >= UDP_HEADER_LENGTH ? claimed : -1;
    }

    /** A valid solicitation has hop limit 255, code 0 and a right checksum (RFC 4861 6.1.1). */
    private boolean solicited(long nowNs, ByteBuffer packet, int at, int available) {
        int length = payloadLength(packet, at, available);
        boolean valid = length >= SOLICITATION_LENGTH
                && (packet.get(at + 7) & 0xff) == 255
                && packet.get(at + Ipv6Datagram.HEADER_LENGTH + 1) == 0
                && Ipv6Datagram.checksum(packet, at, length) == 0;
        if (!valid) {
            link.dropped();
        } else if (mayAnswer(nowNs)) {
            advertise(nowNs);
        }
        return true;
    }

    private boolean mayAnswer(long nowNs) {
        if (burst == 0 || nowNs - burstStartNs >= BURST_WINDOW_NS) {
            burstStartNs = nowNs;
            burst = 0;
        }
        return ++burst <= MAX_BURST;
    }

    private void dhcp(ByteBuffer packet, int at, int available) {
        int length = payloadLength(packet, at, available);
        int udp = at + Ipv6Datagram.HEADER_LENGTH;
        int udpLength = packet.getShort(udp + 4) & 0xffff;
        boolean valid = length > UDP_HEADER_LENGTH
                && udpLength == length
                && packet.getShort(udp + 6) != 0
                && packet.getLong(at + 8) >>> 54 == Ipv6Datagram.LINK_LOCAL_PREFIX >>> 54
                && Ipv6Datagram.checksum(packet, at, length) == 0;
        var server = new Dhcpv6Server(grant, localId);
        if (!valid || !server.read(packet, udp + UDP_HEADER_LENGTH, udp + length)) {
            link.dropped();
            return;
        }
        ByteBuffer out = link.out.frame(PppProtocol.IPV6);
        int header =
                Ipv6Datagram.begin(out, Ipv6Datagram.UDP, localId, packet.getLong(at + 8), packet.getLong(at + 16));
        out.putShort((short) Dhcpv6Server.SERVER_PORT).putShort((short) Dhcpv6Server.CLIENT_PORT);
        out.putShort((short) 0).putShort((short) 0);
        server.write(out);
        int sent = header + Ipv6Datagram.HEADER_LENGTH;
        out.putShort(sent + 4, (short) (out.position() - sent));
        Ipv6Datagram.finish(out, header, sent + 6);
        link.out.send(out, false);
    }
}
