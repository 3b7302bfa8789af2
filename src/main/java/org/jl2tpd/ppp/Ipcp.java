package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.ppp.OptionRow.Verdict;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.PppDisconnectCause;

/**
 * The Internet Protocol Control Protocol (RFC 1332) with the DNS options of RFC 1877. IP-Addresses (1), header compression
 * (2) and the NBNS options (130, 132) have no row and are rejected.
 */
final class Ipcp extends NetworkProtocol<Ipcp> {
    static final int IP_ADDRESS = 3;
    static final int PRIMARY_DNS = 129;
    static final int SECONDARY_DNS = 131;

    private static final OptionRow<Ipcp> ADDRESS_ROW = OptionRow.<Ipcp>of(
                    IP_ADDRESS,
                    "IP-Address",
                    (ipcp, out) -> OptionRow.putInt(out, IP_ADDRESS, ipcp.localAddress),
                    Ipcp::judgeAddress,
                    (ipcp, out) -> OptionRow.putInt(out, IP_ADDRESS, ipcp.assignedAddress),
                    Ipcp::addressNakked)
            .requiredWhen(ipcp -> ipcp.link.settings().server() && ipcp.assignedAddress != 0);

    private static final OptionRow<Ipcp> PRIMARY_ROW = OptionRow.of(
            PRIMARY_DNS,
            "Primary-DNS",
            (ipcp, out) -> OptionRow.putInt(out, PRIMARY_DNS, ipcp.primaryDns),
            (ipcp, options, at, length) -> ipcp.judgeDns(ipcp.primaryDns, options, at, length),
            (ipcp, out) -> OptionRow.putInt(out, PRIMARY_DNS, ipcp.primaryDns),
            (ipcp, options, at, length) -> ipcp.primaryDns = length == 4 ? options.getInt(at) : ipcp.primaryDns);

    private static final OptionRow<Ipcp> SECONDARY_ROW = OptionRow.of(
            SECONDARY_DNS,
            "Secondary-DNS",
            (ipcp, out) -> OptionRow.putInt(out, SECONDARY_DNS, ipcp.secondaryDns),
            (ipcp, options, at, length) -> ipcp.judgeDns(ipcp.secondaryDns, options, at, length),
            (ipcp, out) -> OptionRow.putInt(out, SECONDARY_DNS, ipcp.secondaryDns),
            (ipcp, options, at, length) -> ipcp.secondaryDns = length == 4 ? options.getInt(at) : ipcp.secondaryDns);

    private static final OptionTable<Ipcp> TABLE = new OptionTable<>(List.of(ADDRESS_ROW, PRIMARY_ROW, SECONDARY_ROW));
    private static final int ADDRESS_BIT = 1;
    private static final int DNS_BITS = 6;

    private int localAddress;
    private int peerAddress;

    /**
     * Server: the only address that the peer gets. Client, which takes whatever the peer says of itself: what a peer without
     * an address is offered, 0 for none.
     */
    private int assignedAddress;

    /** Server: what the peer is told. Client: what the server told. 0 for none. */
    private int primaryDns;

    private int secondaryDns;

    private Ipcp(PppLink link) {
        super(link);
    }

    /** The server's side. */
    static Ipcp server(PppLink link, AddressGrant grant) {
        var ipcp = new Ipcp(link);
        ipcp.localAddress = grant.localIpv4() == null ? 0 : grant.localIpv4().v4();
        ipcp.assignedAddress = grant.peerIpv4().v4();
        ipcp.requestMask = ipcp.localAddress == 0 ? 0 : ADDRESS_BIT;
        for (IpAddress each : grant.dns()) {
            if (each.isV4() && ipcp.primaryDns == 0) {
                ipcp.primaryDns = each.v4();
            } else if (each.isV4() && ipcp.secondaryDns == 0) {
                ipcp.secondaryDns = each.v4();
            }
        }
        return ipcp;
    }

    /** The client's side: 0.0.0.0 asks for an address (RFC 1332 3.3). */
    static Ipcp client(PppLink link) {
        var ipcp = new Ipcp(link);
        IpAddress wanted = link.settings().requestIpv4();
        IpAddress offered = link.settings().offerIpv4();
        ipcp.localAddress = wanted == null ? 0 : wanted.v4();
        ipcp.assignedAddress = offered == null ? 0 : offered.v4();
        ipcp.requestMask = ADDRESS_BIT | (link.settings().requestDns() ? DNS_BITS : 0);
        return ipcp;
    }

    @Override
    int protocol() {
        return PppProtocol.IPCP;
    }

    @Override
    Ipcp self() {
        return this;
    }

    @Override
    OptionTable<Ipcp> table() {
        return TABLE;
    }

    @Override
    void forgetPeerOptions() {
        peerAddress = 0;
    }

    private Verdict judgeAddress(ByteBuffer options, int at, int length) {
        int asked = length == 4 ? options.getInt(at) : 0;
        boolean good = link.settings().server() ? asked == assignedAddress : asked != 0;
        if (good) {
            peerAddress = asked;
            return Verdict.ACK;
        }
        return assignedAddress != 0 ? Verdict.NAK : Verdict.REJECT;
    }

    /** A client takes the address that it is given; a server keeps its own. */
    private void addressNakked(ByteBuffer options, int at, int length) {
        if (!link.settings().server() && length == 4 && options.getInt(at) != 0) {
            localAddress = options.getInt(at);
        }
    }

    private Verdict judgeDns(int ours, ByteBuffer options, int at, int length) {
        if (!link.settings().server() || ours == 0) {
            return Verdict.REJECT;
        }
        return length == 4 && options.getInt(at) == ours ? Verdict.ACK : Verdict.NAK;
    }

    @Override
    void onUp(long nowNs) {
        boolean server = link.settings().server();
        if (!server && (localAddress == 0 || (requestMask & ADDRESS_BIT) == 0)) {
            fail(nowNs, PppDisconnectCause.NO_ADDRESS_ALLOWED, 1);
            return;
        }
        link.ipv4Up(nowNs, IpAddress.v4(localAddress), IpAddress.v4(peerAddress), server ? List.of() : learnedDns());
    }

    private List<IpAddress> learnedDns() {
        var learned = new ArrayList<IpAddress>(2);
        if (primaryDns != 0) {
            learned.add(IpAddress.v4(primaryDns));
        }
        if (secondaryDns != 0) {
            learned.add(IpAddress.v4(secondaryDns));
        }
        return List.copyOf(learned);
    }

    @Override
    void onDown(long nowNs) {
        link.ipv4Down(nowNs);
    }
}
