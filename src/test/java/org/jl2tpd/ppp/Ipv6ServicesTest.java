package org.jl2tpd.ppp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.ppp.Scripted.IPV6CP;
import static org.jl2tpd.ppp.Settings.SECOND;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.jl2tpd.wire.InternetChecksum;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Router advertisements (RFC 4861, RFC 8106) and DHCPv6 (RFC 8415) of a server's link, as octets. */
class Ipv6ServicesTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String PEER = "fe80000000000000" + "00000000000000aa";
    private static final String ALL_NODES = "ff020000000000000000000000000001";
    private static final String ALL_ROUTERS = "ff020000000000000000000000000002";
    private static final String ALL_DHCP_AGENTS = "ff020000000000000000000000010002";
    private static final String CLIENT_ID = "0001000e" + "00010001aabbccdd021122334455";
    private static final String IA_PD = "0019000c" + "00000007" + "00000000" + "00000000";

    private final Scripted peer = new Scripted(settings());
    private String own;

    private static Settings settings() {
        Settings settings = Settings.server();
        settings.ipv4 = false;
        settings.mtu = 1460;
        return settings;
    }

    private void open() {
        peer.link.up(0);
        peer.ackRequest("c021");
        peer.send("c021", 1, 9, "");
        peer.expectCode("c021", 2);
        own = peer.ackRequest(IPV6CP).substring(4);
        peer.send(IPV6CP, 1, 1, "010a00000000000000aa");
        peer.expectCode(IPV6CP, 2);
    }

    /** The IPv6 packet of the next frame; its checksum is right and then shown as zero. */
    private String nextPacket(int checksumAt) {
        String frame = peer.next();
        assertThat(frame).startsWith("0057");
        ByteBuffer packet = ByteBuffer.wrap(HEX.parseHex(frame.substring(4)));
        assertThat(packet.getShort(4) & 0xffff).isEqualTo(packet.limit() - 40);
        assertThat(checksum(packet)).isZero();
        packet.putShort(checksumAt, (short) 0);
        return HEX.formatHex(packet.array());
    }

    private static int checksum(ByteBuffer packet) {
        long sum = InternetChecksum.add(packet.limit() - 40, packet.get(6));
        return InternetChecksum.finish(InternetChecksum.add(packet, 8, packet.limit(), sum));
    }

    private static ByteBuffer packet(String nextHeader, String hops, String to, String payload, int checksumAt) {
        String head = "60000000" + String.format("%04x", payload.length() / 2) + nextHeader + hops + PEER + to;
        ByteBuffer packet = ByteBuffer.wrap(HEX.parseHex(head + payload));
        packet.putShort(checksumAt, (short) checksum(packet));
        return packet;
    }

    private static ByteBuffer solicitation() {
        return packet("3a", "ff", ALL_ROUTERS, "8500000000000000", 42);
    }

    private static ByteBuffer dhcp(String message) {
        String length = String.format("%04x", message.length() / 2 + 8);
        return packet("11", "40", ALL_DHCP_AGENTS, "02220223" + length + "0000" + message, 46);
    }

    private String ask(String message) {
        ByteBuffer request = dhcp(message);
        assertThat(peer.link.consumesIpv6(peer.nowNs, request)).isTrue();
        assertThat(request.position()).isZero();
        if (peer.host.frames.isEmpty()) {
            return "";
        }
        String reply = nextPacket(46);
        String payload = reply.substring(80);
        assertThat(reply).startsWith("60000000").contains("fe80000000000000" + own + PEER);
        assertThat(payload).startsWith("02230222" + String.format("%04x", payload.length() / 2) + "0000");
        return payload.substring(16);
    }

    private String serverId() {
        return "0002000c" + "0003001b" + own;
    }

    private String delegated() {
        return "00190029" + "00000007" + "00000708" + "00000b40" + "001a0019" + "00000e10" + "00001c20" + "38"
                + "20010db8770000000000000000000000";
    }

    private static final String DNS = "00170010" + "20010db8000000000000000000000053";

    private String advertisement() {
        return "60000000" + "0050" + "3a" + "ff" + "fe80000000000000" + own + ALL_NODES
                + "86000000" + "40" + "40" + "0708" + "00000000" + "00000000"
                + "05010000" + "000005b4"
                + "03044040" + "00278d00" + "00093a80" + "00000000" + "20010db8000000770000000000000000"
                + "19030000" + "00000708" + "20010db8000000000000000000000053";
    }

    @Test
    void advertisesTheSessionsPrefixWhenIpv6Opens() {
        open();
        assertThat(nextPacket(42)).isEqualTo(advertisement());
        peer.silent();
    }

    @Test
    void advertisesPeriodically() {
        open();
        peer.host.frames.clear();
        peer.elapse();
        assertThat(peer.nowNs).isEqualTo(600 * SECOND);
        assertThat(nextPacket(42)).isEqualTo(advertisement());
    }

    @Test
    void answersASolicitation() {
        open();
        peer.host.frames.clear();
        assertThat(peer.link.consumesIpv6(5, solicitation())).isTrue();
        assertThat(nextPacket(42)).isEqualTo(advertisement());
    }

    @Test
    void answersNoFloodOfSolicitations() {
        open();
        peer.host.frames.clear();
        for (int i = 0; i < 1000; i++) {
            assertThat(peer.link.consumesIpv6(i, solicitation())).isTrue();
        }
        assertThat(peer.host.frames).hasSize(Ipv6Services.MAX_BURST);
        peer.link.consumesIpv6(Ipv6Services.BURST_WINDOW_NS, solicitation());
        assertThat(peer.host.frames).hasSize(Ipv6Services.MAX_BURST + 1);
    }

    @Test
    void consumesButDoesNotAnswerABadSolicitation() {
        open();
        peer.host.frames.clear();
        assertThat(peer.link.consumesIpv6(1, packet("3a", "40", ALL_ROUTERS, "8500000000000000", 42)))
                .isTrue();
        ByteBuffer damaged = solicitation();
        damaged.put(42, (byte) (damaged.get(42) + 1));
        assertThat(peer.link.consumesIpv6(1, damaged)).isTrue();
        peer.silent();
        assertThat(peer.link.droppedFrames()).isEqualTo(2);
    }

    @Test
    void leavesOtherPacketsAlone() {
        open();
        peer.host.frames.clear();
        String global = "20010db8000000000000000000000001";
        assertThat(peer.link.consumesIpv6(1, packet("3a", "ff", global, "8000000000010001", 42)))
                .isFalse();
        assertThat(peer.link.consumesIpv6(1, packet("3a", "ff", global, "8500000000000000", 42)))
                .isFalse();
        assertThat(peer.link.consumesIpv6(1, packet("11", "ff", global, "0222022300080000", 46)))
                .isFalse();
        assertThat(peer.link.consumesIpv6(1, packet("11", "ff", ALL_DHCP_AGENTS, "0035003500080000", 46)))
                .isFalse();
        assertThat(peer.link.consumesIpv6(1, packet("06", "ff", global, "00".repeat(20), 56)))
                .isFalse();
        assertThat(peer.link.consumesIpv6(1, ByteBuffer.allocate(39))).isFalse();
        assertThat(peer.link.consumesIpv6(1, ByteBuffer.allocate(60))).isFalse();
        peer.silent();
    }

    @Test
    void aClientConsumesNothing() {
        var pair = Pair.up(Settings.server(), Settings.client());
        assertThat(pair.client.consumesIpv6(1, solicitation())).isFalse();
    }

    @Test
    void consumesNothingAfterIpv6IsDown() {
        open();
        peer.send(IPV6CP, 5, 1, "");
        assertThat(peer.link.consumesIpv6(1, solicitation())).isFalse();
        peer.host.frames.clear();
    }

    @Test
    void advertisesADelegatedPrefix() {
        open();
        peer.host.frames.clear();
        assertThat(ask("01a1b2c3" + CLIENT_ID + "00080002" + "0000" + IA_PD))
                .isEqualTo("02a1b2c3" + CLIENT_ID + serverId() + delegated() + DNS);
    }

    @Test
    void commitsAtOnceWhenAskedTo() {
        open();
        peer.host.frames.clear();
        assertThat(ask("01a1b2c3" + CLIENT_ID + "000e0000" + IA_PD))
                .isEqualTo("07a1b2c3" + CLIENT_ID + serverId() + "000e0000" + delegated() + DNS);
    }

    @ParameterizedTest
    @CsvSource({"03, true", "05, true", "06, false"})
    void repliesToRequestRenewAndRebind(String type, boolean namesServer) {
        open();
        peer.host.frames.clear();
        String server = namesServer ? serverId() : "";
        assertThat(ask(type + "a1b2c3" + CLIENT_ID + server + IA_PD))
                .isEqualTo("07a1b2c3" + CLIENT_ID + serverId() + delegated() + DNS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08", "09"})
    void confirmsReleaseAndDecline(String type) {
        open();
        peer.host.frames.clear();
        assertThat(ask(type + "a1b2c3" + CLIENT_ID + serverId() + IA_PD))
                .isEqualTo("07a1b2c3" + CLIENT_ID + serverId() + "000d0002" + "0000");
    }

    @Test
    void tellsOnlyDnsToAnInformationRequest() {
        open();
        peer.host.frames.clear();
        assertThat(ask("0ba1b2c3" + "00060002" + "0017")).isEqualTo("07a1b2c3" + serverId() + DNS);
    }

    @Test
    void confirmsOnlyAddressesOfThePrefix() {
        open();
        peer.host.frames.clear();
        String association = "00030028" + "00000001" + "00000000" + "00000000" + "00050018";
        String lifetimes = "00000000" + "00000000";
        String onLink = association + "20010db80000007700000000000000aa" + lifetimes;
        String offLink = association + "20010db80000007800000000000000aa" + lifetimes;
        String head = "07a1b2c3" + CLIENT_ID + serverId();
        assertThat(ask("04a1b2c3" + CLIENT_ID + onLink)).isEqualTo(head + "000d0002" + "0000");
        assertThat(ask("04a1b2c3" + CLIENT_ID + offLink)).isEqualTo(head + "000d0002" + "0004");
    }

    @Test
    void hasNoAddressesAndOnePrefix() {
        open();
        peer.host.frames.clear();
        String addresses = "0003000c" + "00000001" + "00000000" + "00000000";
        String secondPrefix = "0019000c" + "00000008" + "00000000" + "00000000";
        assertThat(ask("01a1b2c3" + CLIENT_ID + addresses + IA_PD + secondPrefix))
                .isEqualTo("02a1b2c3" + CLIENT_ID + serverId() //
                        + "00030012" + "00000001" + "0000000000000000" + "000d0002" + "0002"
                        + delegated()
                        + "00190012" + "00000008" + "0000000000000000" + "000d0002" + "0006"
                        + DNS);
    }

    @Test
    void hasNoPrefixWithoutOneGranted() {
        AddressGrant all = FakeHost.GRANT;
        peer.host.grant = new AddressGrant(null, null, List.of(), all.ipv6Prefix(), null, List.of(), 0, 0);
        open();
        peer.host.frames.clear();
        assertThat(ask("01a1b2c3" + CLIENT_ID + IA_PD))
                .endsWith("0019001200000007" + "0000000000000000" + "000d00020006");
    }

    @Test
    void staysSilentToWhatItMustNotAnswer() {
        open();
        peer.host.frames.clear();
        String other = "0002000c" + "0003001b" + "0000000000000001";
        String[] messages = {
            "01a1b2c3" + IA_PD, // no client identifier
            "01a1b2c3" + CLIENT_ID + serverId() + IA_PD, // a Solicit names no server
            "03a1b2c3" + CLIENT_ID + IA_PD, // a Request has to
            "03a1b2c3" + CLIENT_ID + other + IA_PD, // another server
            "02a1b2c3" + CLIENT_ID, // messages of servers and relays
            "07a1b2c3" + CLIENT_ID,
            "0ca1b2c3" + CLIENT_ID,
            "01a1b2c3" + "000100ff" + "00".repeat(255) + IA_PD, // too long an identifier
            "01a1b2c3" + "0001000e" + "00", // cut short
            "0ba1b2c3" + IA_PD, // an Information-Request asks for no association
            "01a1",
        };
        for (String message : messages) {
            assertThat(ask(message)).as(message).isEmpty();
        }
        assertThat(peer.link.droppedFrames()).isEqualTo(messages.length);
    }

    @Test
    void opensNothingOfIpv6WithoutAGrantOfIt() {
        assertThat(Ipv6Services.grantsIpv6(grant(null, List.of()))).isFalse();
        assertThat(Ipv6Services.grantsIpv6(grant(IpPrefix.parse("2001:db8::/64"), List.of())))
                .isTrue();
        assertThat(Ipv6Services.grantsIpv6(grant(null, List.of(IpPrefix.parse("10.0.0.0/8")))))
                .isFalse();
        assertThat(Ipv6Services.grantsIpv6(grant(null, List.of(IpPrefix.parse("2001:db8::/48")))))
                .isTrue();
    }

    private static AddressGrant grant(IpPrefix prefix, List<IpPrefix> routes) {
        return new AddressGrant(FakeHost.LOCAL, FakeHost.PEER, List.<IpAddress>of(), prefix, null, routes, 0, 0);
    }

    @Test
    void routerLifetimeFollowsTheInterval() {
        assertThat(RouterAdvertisement.routerLifetimeSeconds(0)).isEqualTo(65_535);
        assertThat(RouterAdvertisement.routerLifetimeSeconds(600 * SECOND)).isEqualTo(1_800);
        assertThat(RouterAdvertisement.routerLifetimeSeconds(1_000 * SECOND)).isEqualTo(3_000);
        assertThat(RouterAdvertisement.routerLifetimeSeconds(1_000_000 * SECOND))
                .isEqualTo(65_535);
    }
}
