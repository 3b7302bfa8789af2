package org.jl2tpd.ppp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.ppp.Scripted.IPCP;
import static org.jl2tpd.ppp.Scripted.IPV6CP;
import static org.jl2tpd.ppp.Scripted.LCP;
import static org.jl2tpd.ppp.Settings.SECOND;

import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.PppDisconnectCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IPCP and IPv6CP (PPP-1332-01, PPP-5072-01), and their independence (B22). */
class NetworkTest {
    private static final String ADDRESS = "0306c000024d";
    private static final String NO_ADDRESS = "030600000000";

    private static Scripted serverV4() {
        Settings settings = Settings.server();
        settings.ipv6 = false;
        return Scripted.network(settings);
    }

    private static Scripted clientV4() {
        Settings settings = Settings.client();
        settings.ipv6 = false;
        return Scripted.network(settings);
    }

    private static Scripted serverV6() {
        Settings settings = Settings.server();
        settings.ipv4 = false;
        return Scripted.network(settings);
    }

    private static AddressGrant grant(boolean ipv4, boolean ipv6) {
        AddressGrant all = FakeHost.GRANT;
        return new AddressGrant(
                ipv4 ? all.localIpv4() : null,
                ipv4 ? all.peerIpv4() : null,
                all.dns(),
                ipv6 ? all.ipv6Prefix() : null,
                null,
                List.of(),
                0,
                0);
    }

    /** PPP-1332-01: 0.0.0.0, or another's address, is Nak'd with the granted one; DNS too. */
    @Test
    void naksWithTheGrantedAddressAndDns() {
        var peer = serverV4();
        assertThat(peer.ackRequest(IPCP)).isEqualTo("0306c0000201");
        peer.send(IPCP, 1, 1, NO_ADDRESS + "810600000000" + "830600000000");
        assertThat(peer.expectCode(IPCP, 3)).isEqualTo(ADDRESS + "8106c6336435" + "8306c6336436");
        peer.send(IPCP, 1, 2, "03060a000001");
        assertThat(peer.expectCode(IPCP, 3)).isEqualTo(ADDRESS);
        peer.send(IPCP, 1, 3, ADDRESS + "8106c6336435");
        assertThat(peer.expectCode(IPCP, 2)).isEqualTo(ADDRESS + "8106c6336435");
        assertThat(peer.host.events).contains("ipv4Up 192.0.2.1 192.0.2.77");
        assertThat(peer.link.ipv4Open()).isTrue();
    }

    /** PPP-1332-01: IP-Addresses, compression and NBNS are rejected, before anything is Nak'd. */
    @Test
    void rejectsWhatItDoesNotNegotiate() {
        var peer = serverV4();
        peer.next();
        String bad = "010a0000000000000000" + "0206002d0f01" + "820600000000" + "840600000000";
        peer.send(IPCP, 1, 1, bad + NO_ADDRESS);
        assertThat(peer.expectCode(IPCP, 4)).isEqualTo(bad);
    }

    @Test
    void asksForAnAddressThatThePeerLeftOut() {
        var peer = serverV4();
        peer.next();
        peer.send(IPCP, 1, 1, "");
        assertThat(peer.expectCode(IPCP, 3)).isEqualTo(ADDRESS);
    }

    @Test
    void endsWhenThePeerInsistsOnAnotherAddress() {
        var peer = serverV4();
        peer.ackRequest(IPCP);
        for (int i = 0; i < 5; i++) {
            peer.send(IPCP, 1, i, "03060a000001");
            peer.expectCode(IPCP, 3);
        }
        peer.send(IPCP, 1, 6, "03060a000001");
        peer.expectCode(IPCP, 4);
        peer.send(IPCP, 1, 7, "");
        peer.expectCode(IPCP, 5);
        peer.send(IPCP, 6, 1, "");
        peer.expectCode(LCP, 5);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.ADDRESSES_DID_NOT_CONVERGE);
        assertThat(peer.host.cause.protocol()).isEqualTo(0x8021);
        assertThat(peer.host.cause.direction()).isEqualTo(2);
    }

    @Test
    void keepsItsOwnAddressWhateverThePeerProposes() {
        var peer = serverV4();
        String request = peer.next();
        peer.send(IPCP, 3, Scripted.identifier(request), "03060a000001");
        assertThat(peer.expectCode(IPCP, 1)).isEqualTo("0306c0000201");
    }

    @Test
    void asClientTakesAddressAndDns() {
        var peer = clientV4();
        String request = peer.next();
        assertThat(request.substring(12)).isEqualTo(NO_ADDRESS + "810600000000" + "830600000000");
        peer.send(IPCP, 3, Scripted.identifier(request), ADDRESS + "8106c6336435");
        request = peer.next();
        assertThat(request.substring(12)).isEqualTo(ADDRESS + "8106c6336435" + "830600000000");
        peer.send(IPCP, 4, Scripted.identifier(request), "830600000000");
        assertThat(peer.ackRequest(IPCP)).isEqualTo(ADDRESS + "8106c6336435");
        peer.send(IPCP, 1, 1, "0306c0000201");
        peer.expectCode(IPCP, 2);
        assertThat(peer.host.events).contains("ipv4Up 192.0.2.77 192.0.2.1");
        assertThat(peer.host.dns).containsExactly(FakeHost.DNS1);
    }

    @Test
    void asClientAsksForAConfiguredAddress() {
        Settings settings = Settings.client();
        settings.ipv6 = false;
        settings.requestDns = false;
        settings.requestIpv4 = IpAddress.parse("192.0.2.9");
        assertThat(Scripted.network(settings).expectCode(IPCP, 1)).isEqualTo("0306c0000209");
    }

    @Test
    void asClientHasNoAddressToGive() {
        var peer = clientV4();
        peer.next();
        peer.send(IPCP, 1, 1, NO_ADDRESS + "810600000000");
        assertThat(peer.expectCode(IPCP, 4)).isEqualTo(NO_ADDRESS + "810600000000");
    }

    @Test
    void asClientOffersAConfiguredAddressToAPeerWithoutOne() {
        Settings settings = Settings.client();
        settings.ipv6 = false;
        settings.requestDns = false;
        settings.offerIpv4 = IpAddress.parse("192.0.2.1");
        var peer = Scripted.network(settings);
        peer.next();
        peer.send(IPCP, 1, 1, NO_ADDRESS);
        assertThat(peer.expectCode(IPCP, 3)).isEqualTo("0306c0000201");
        peer.send(IPCP, 1, 2, "0306c00002fe");
        assertThat(peer.expectCode(IPCP, 2)).isEqualTo("0306c00002fe");
    }

    @Test
    void asClientEndsWithoutAnAddress() {
        var peer = clientV4();
        peer.ackRequest(IPCP);
        peer.send(IPCP, 1, 1, "0306c0000201");
        peer.expectCode(IPCP, 2);
        peer.expectCode(IPCP, 5);
        peer.send(IPCP, 6, 1, "");
        peer.expectCode(LCP, 5);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.NO_ADDRESS_ALLOWED);
        assertThat(peer.host.events).noneMatch(e -> e.startsWith("ipv4Up"));
    }

    @Test
    void rejectsIpcpWithoutAnIpv4Grant() {
        var peer = new Scripted(Settings.server());
        peer.host.grant = grant(false, true);
        peer.link.up(0);
        peer.ackRequest(LCP);
        peer.send(LCP, 1, 9, "");
        peer.expectCode(LCP, 2);
        peer.expectCode(IPV6CP, 1);
        peer.silent();
        peer.send(IPCP, 1, 1, NO_ADDRESS);
        assertThat(peer.expectCode(LCP, 8)).startsWith("80210101");
    }

    @Test
    void endsTheLinkWhenTheGrantIsEmpty() {
        var pair = new Pair(Settings.server(), Settings.client());
        pair.serverHost.grant = grant(false, false);
        pair.start();
        pair.run(10 * SECOND);
        assertThat(pair.serverHost.cause.code()).isEqualTo(PppDisconnectCause.NO_ADDRESS_ALLOWED);
    }

    /** PPP-5072-01: u-bit 0, and different on each link. */
    @Test
    void choosesAnInterfaceIdentifierWithoutTheUniversalBit() {
        String request = serverV6().expectCode(IPV6CP, 1);
        assertThat(request).matches("010a[0-9a-f]{16}");
        assertThat(Integer.parseInt(request.substring(4, 6), 16) & 2).isZero();
    }

    /** PPP-5072-01: zero, a collision and a missing option are Nak'd with a suggestion. */
    @Test
    void naksZeroCollisionAndAbsence() {
        var peer = serverV6();
        String own = peer.next().substring(12);
        for (String options : new String[] {"010a0000000000000000", own, "", "0103aa"}) {
            peer.send(IPV6CP, 1, 1, options);
            String suggestion = peer.expectCode(IPV6CP, 3);
            assertThat(suggestion).matches("010a[0-9a-f]{16}").isNotEqualTo(own).isNotEqualTo("010a0000000000000000");
            assertThat(Integer.parseInt(suggestion.substring(4, 6), 16) & 2).isZero();
        }
        peer.send(IPV6CP, 1, 2, "010a0000000000000001" + "010a0000000000000002");
        assertThat(peer.expectCode(IPV6CP, 4)).isEqualTo("010a0000000000000002");
    }

    @Test
    void takesASuggestedInterfaceIdentifier() {
        var peer = serverV6();
        String request = peer.next();
        peer.send(IPV6CP, 3, Scripted.identifier(request), "010a00000000000000aa");
        assertThat(peer.expectCode(IPV6CP, 1)).isEqualTo("010a00000000000000aa");
    }

    @Test
    void rejectsCompressionInIpv6cp() {
        var peer = serverV6();
        peer.next();
        peer.send(IPV6CP, 1, 1, "0204004f" + "010a00000000000000aa");
        assertThat(peer.expectCode(IPV6CP, 4)).isEqualTo("0204004f");
    }

    private static Scripted bothOpenServer() {
        var peer = Scripted.network(Settings.server());
        peer.ackRequest(IPCP);
        peer.ackRequest(IPV6CP);
        peer.send(IPCP, 1, 1, ADDRESS);
        peer.send(IPV6CP, 1, 1, "010a00000000000000aa");
        assertThat(peer.link.ipv4Open() && peer.link.ipv6Open()).isTrue();
        peer.host.frames.clear();
        return peer;
    }

    /** B22: a Terminate-Ack out of nowhere restarts one protocol and leaves the link alone. */
    @Test
    void survivesATerminateAckOfOneProtocol() {
        var peer = bothOpenServer();
        peer.send(IPCP, 6, 1, "");
        assertThat(peer.link.ipv4Open()).isFalse();
        assertThat(peer.link.ipv6Open()).isTrue();
        assertThat(peer.ackRequest(IPCP)).isEqualTo("0306c0000201");
        peer.send(IPCP, 1, 2, ADDRESS);
        assertThat(peer.link.ipv4Open()).isTrue();
        assertThat(peer.host.cause).isNull();
    }

    /** B22: CCP is rejected, by either side, without harm. */
    @Test
    void survivesARefusedCcp() {
        var peer = bothOpenServer();
        peer.frame("ff0380fd0101000a120600000001");
        peer.expectCode(LCP, 8);
        peer.send(LCP, 8, 1, "80fd01010004");
        peer.frame("ff0380fd05020004");
        peer.expectCode(LCP, 8);
        peer.silent();
        assertThat(peer.link.ipv4Open() && peer.link.ipv6Open()).isTrue();
    }

    /** B22, PPP-1661-5.6-01: a Protocol-Reject stops that protocol alone. */
    @ParameterizedTest
    @ValueSource(strings = {"8021", "8057"})
    void goesOnWithOneProtocolWhenTheOtherIsRejected(String rejected) {
        var peer = Scripted.network(Settings.server());
        peer.next();
        peer.next();
        peer.send(LCP, 8, 1, rejected + "01010004");
        peer.silent();
        assertThat(peer.host.cause).isNull();
        assertThat(peer.link.phase()).isEqualTo(PppPhase.NETWORK);
        String other = rejected.equals(IPCP) ? IPV6CP : IPCP;
        peer.elapse();
        peer.ackRequest(other);
        peer.send(other, 1, 1, other.equals(IPCP) ? ADDRESS : "010a00000000000000aa");
        peer.expectCode(other, 2);
        assertThat(peer.link.ipv4Open() || peer.link.ipv6Open()).isTrue();
    }

    @Test
    void endsTheLinkWhenEveryProtocolIsRejected() {
        var peer = Scripted.network(Settings.server());
        peer.send(LCP, 8, 1, "802101010004");
        assertThat(peer.link.phase()).isEqualTo(PppPhase.NETWORK);
        peer.send(LCP, 8, 2, "805701010004");
        assertThat(peer.link.phase()).isEqualTo(PppPhase.TERMINATE);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.NO_NCP);
    }

    @Test
    void endsTheLinkWhenThePeerTerminatesItsLastProtocol() {
        var peer = bothOpenServer();
        peer.send(IPV6CP, 5, 1, "");
        peer.expectCode(IPV6CP, 6);
        peer.nowNs = 4 * SECOND;
        peer.link.onTimeout(peer.nowNs);
        assertThat(peer.host.cause).isNull();
        peer.send(IPCP, 5, 1, "");
        peer.expectCode(IPCP, 6);
        peer.nowNs = 8 * SECOND;
        peer.link.onTimeout(peer.nowNs);
        peer.expectCode(LCP, 5);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.NORMAL);
    }

    @Test
    void endsTheLinkWhenNoProtocolOpensInTime() {
        Settings settings = Settings.server();
        settings.ncpTimeoutNs = 10 * SECOND;
        var peer = Scripted.network(settings);
        for (int i = 0; i < 4; i++) {
            peer.elapse();
        }
        assertThat(peer.nowNs).isEqualTo(10 * SECOND);
        assertThat(peer.link.phase()).isEqualTo(PppPhase.TERMINATE);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.NCP_TIMEOUT);
    }

    /** A stopped protocol may be started again by the peer. */
    @Test
    void letsThePeerStartAStoppedProtocolAgain() {
        var peer = bothOpenServer();
        peer.send(IPCP, 5, 1, "");
        peer.nowNs = 4 * SECOND;
        peer.link.onTimeout(peer.nowNs);
        peer.host.frames.clear();
        peer.send(IPCP, 1, 7, ADDRESS);
        peer.ackRequest(IPCP);
        assertThat(peer.link.ipv4Open()).isTrue();
        assertThat(peer.host.cause).isNull();
    }

    @Test
    void saysWhatIsDownBeforeTheLinkIs() {
        var peer = bothOpenServer();
        peer.link.down(9);
        assertThat(peer.host.events).endsWith("ipv4Down", "ipv6Down");
        assertThat(peer.host.cause).isNull();
    }

    @Test
    void describesItsStates() {
        assertThat(bothOpenServer().link.describe()).isEqualTo("lcp Opened, ipcp Opened, ipv6cp Opened");
    }

    /** RFC 1661 4.6: the network protocols have a restart timer and counters apart from LCP's. */
    @ParameterizedTest
    @ValueSource(strings = {IPCP, IPV6CP})
    void repeatsRequestsByTheTimerOfNetworkProtocols(String protocol) {
        Settings settings = Settings.client();
        settings.ipv4 = protocol.equals(IPCP);
        settings.ipv6 = !settings.ipv4;
        settings.ncp = new PppSettings.Negotiation(5 * SECOND, 4, 3, 2);
        var peer = Scripted.network(settings);
        for (int i = 1; i <= 4; i++) {
            peer.expectCode(protocol, 1);
            peer.elapse();
            assertThat(peer.nowNs).isEqualTo(i * 5 * SECOND);
        }
        peer.expectCode(LCP, 5);
        peer.silent();
    }

    @Test
    void rejectsAfterAsManyNaksAsNetworkProtocolsHave() {
        Settings settings = Settings.server();
        settings.ipv6 = false;
        settings.ncp = new PppSettings.Negotiation(3 * SECOND, 10, 2, 2);
        var peer = Scripted.network(settings);
        peer.ackRequest(IPCP);
        for (int i = 0; i < 2; i++) {
            peer.send(IPCP, 1, i, "03060a000001");
            peer.expectCode(IPCP, 3);
        }
        peer.send(IPCP, 1, 6, "03060a000001");
        peer.expectCode(IPCP, 4);
        peer.send(IPCP, 1, 7, "");
        for (int i = 0; i < 2; i++) {
            peer.expectCode(IPCP, 5);
            peer.elapse();
        }
        peer.expectCode(LCP, 5);
    }
}
