package org.jl2tpd.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.jl2tpd.engine.Engine;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.Test;

class TunDatapathTest {
    private final FakeKernel kernel = new FakeKernel();
    private final FakeSink sink = new FakeSink();
    private final TunDatapath datapath = new TunDatapath(TunSettings.DEFAULT, kernel);
    private final FakeSession one = new FakeSession(1);
    private final FakeSession two = new FakeSession(2);

    TunDatapathTest() {
        datapath.attach(sink);
    }

    private void openBoth() {
        assertThat(datapath.open(one, Packets.lns("10.0.0.1", "10.0.0.2", 0xb1, "2001:db8:1::/64", "10.9.0.0/16")))
                .isNull();
        assertThat(datapath.open(two, Packets.lns("10.0.0.1", "10.0.0.3", 0xb2, "2001:db8:2::/64", "10.9.9.0/24")))
                .isNull();
    }

    private void fromKernel(ByteBuffer packet) {
        byte[] octets = new byte[packet.remaining()];
        packet.get(packet.position(), octets);
        kernel.devices.get(0).toRead.add(octets);
        sink.watched.get(kernel.devices.get(0).fd()).drain(64);
    }

    private void expectFor(FakeSession session) {
        assertThat(sink.sent).hasSize(1);
        assertThat(sink.sent.get(0).session()).isSameAs(session);
        assertThat(sink.sent.get(0).headroom()).isEqualTo(Engine.HEADROOM);
        sink.sent.clear();
    }

    @Test
    void sharesOneDeviceWithOneLocalAddressAndARoutePerPrefix() {
        openBoth();
        assertThat(kernel.state)
                .containsExactly(
                        "address 1 10.0.0.1/32",
                        "address 1 fe80::1/64",
                        "route 1 10.0.0.2/32 from 10.0.0.1 mtu 1460",
                        "route 1 10.0.0.3/32 from 10.0.0.1 mtu 1460",
                        "route 1 10.9.0.0/16 from 10.0.0.1 mtu 1460",
                        "route 1 10.9.9.0/24 from 10.0.0.1 mtu 1460",
                        "route 1 2001:db8:1::/64 from null mtu 1460",
                        "route 1 2001:db8:2::/64 from null mtu 1460",
                        "up 1 mtu 1500");
        assertThat(datapath.deviceName(one)).isEqualTo("jl2tpd0");
        assertThat(datapath.deviceIndex(one)).isEqualTo(1);
        datapath.close(one);
        assertThat(datapath.deviceIndex(one)).isZero();
        assertThat(kernel.state).contains("address 1 10.0.0.1/32").noneMatch(s -> s.contains("10.0.0.2/32"));
        datapath.close(two);
        assertThat(kernel.state).containsExactly("address 1 fe80::1/64", "up 1 mtu 1500");
        assertThat(datapath.counter(DatapathCounter.CLEANUP_FAILED)).isZero();
        datapath.close();
        assertThat(kernel.devices.get(0).closed).isTrue();
        assertThat(sink.watched).isEmpty();
    }

    @Test
    void findsTheSessionOfAPacketByItsDestination() {
        openBoth();
        fromKernel(Packets.echo("192.0.2.1", "10.0.0.2", 1, 10));
        expectFor(one);
        fromKernel(Packets.echo("192.0.2.1", "10.9.9.7", 1, 10));
        expectFor(two);
        fromKernel(Packets.echo("192.0.2.1", "10.9.8.7", 1, 10));
        expectFor(one);
        fromKernel(Packets.echo("2001:db8::1", "2001:db8:2::77", 1, 10));
        expectFor(two);
        fromKernel(Packets.echo("fe80::1", "fe80::b1", 1, 10));
        expectFor(one);
        fromKernel(Packets.echo("192.0.2.1", "10.0.0.9", 1, 10));
        fromKernel(Packets.echo("fe80::1", "ff02::2", 1, 10));
        assertThat(sink.sent).isEmpty();
        assertThat(datapath.counter(DatapathCounter.NO_SESSION)).isEqualTo(1);
        assertThat(datapath.counter(DatapathCounter.NOT_FORWARDED)).isEqualTo(1);
    }

    @Test
    void takesFromAPeerOnlyWhatComesFromItsAddresses() {
        openBoth();
        FakeKernel.Tun tun = kernel.devices.get(0);
        datapath.deliver(one, Packets.echo("10.0.0.2", "192.0.2.1", 1, 10));
        datapath.deliver(one, Packets.echo("10.9.1.1", "192.0.2.1", 1, 10));
        datapath.deliver(one, Packets.echo("2001:db8:1::5", "2001:db8::1", 1, 10));
        datapath.deliver(one, Packets.echo("fe80::b1", "fe80::1", 1, 10));
        assertThat(tun.written).hasSize(4);
        datapath.deliver(one, Packets.echo("10.0.0.3", "192.0.2.1", 1, 10));
        datapath.deliver(one, Packets.echo("2001:db8:2::5", "2001:db8::1", 1, 10));
        datapath.deliver(one, Packets.echo("fe80::b2", "fe80::1", 1, 10));
        datapath.deliver(one, Packets.echo("::", "ff02::1", 1, 10));
        assertThat(tun.written).hasSize(4);
        assertThat(datapath.counter(DatapathCounter.BAD_SOURCE)).isEqualTo(4);
        datapath.deliver(one, Packets.echo("10.0.0.2", "255.255.255.255", 1, 10));
        datapath.deliver(one, Packets.echo("10.0.0.2", "127.0.0.1", 1, 10));
        assertThat(datapath.counter(DatapathCounter.NOT_FORWARDED)).isEqualTo(2);
    }

    @Test
    void answersEchoAtASessionsLinkLocalAddressItself() {
        openBoth();
        datapath.deliver(one, Packets.echo("fe80::b1", "fe80::aa", 1, 10));
        assertThat(datapath.poll(0, 10)).isEqualTo(1);
        expectFor(one);
        assertThat(kernel.devices.get(0).written).isEmpty();
    }

    @Test
    void tellsTheSenderOfAPacketThatIsTooLong() {
        openBoth();
        fromKernel(Packets.echo("192.0.2.1", "10.0.0.2", 1, 1432));
        expectFor(one);
        fromKernel(Packets.echo("192.0.2.1", "10.0.0.2", 1, 1433));
        assertThat(sink.sent).isEmpty();
        ByteBuffer error = ByteBuffer.wrap(kernel.devices.get(0).written.get(0));
        assertThat(error.getShort(20)).isEqualTo((short) 0x0304);
        assertThat(error.getShort(26)).isEqualTo((short) 1460);
        assertThat(datapath.counter(DatapathCounter.TOO_BIG)).isEqualTo(1);
    }

    @Test
    void cutsALongPacketThatMayBeCut() {
        openBoth();
        fromKernel(Packets.mayFragment(Packets.echo("192.0.2.1", "10.0.0.2", 1, 1433)));
        assertThat(sink.sent)
                .allMatch(s -> s.session() == one && s.headroom() == Engine.HEADROOM)
                .extracting(s -> s.packet().length)
                .containsExactly(1460, 21);
        assertThat(kernel.devices.get(0).written).isEmpty();
        assertThat(datapath.counter(DatapathCounter.FRAGMENTED)).isEqualTo(1);
        assertThat(datapath.counter(DatapathCounter.TX_PACKETS)).isEqualTo(2);
        assertThat(datapath.counter(DatapathCounter.TOO_BIG)).isZero();
    }

    @Test
    void changesOnlyWhatDiffers() {
        datapath.open(one, Packets.lns("10.0.0.1", "10.0.0.2", 0, null));
        kernel.state.add("route 1 10.0.0.2/32 untouched");
        assertThat(datapath.open(one, Packets.lns("10.0.0.1", "10.0.0.2", 0xb1, "2001:db8:1::/64")))
                .isNull();
        assertThat(kernel.state)
                .contains("route 1 10.0.0.2/32 untouched", "route 1 2001:db8:1::/64 from null mtu 1460");
        assertThat(datapath.open(one, Packets.lns(null, null, 0xb1, "2001:db8:1::/64")))
                .isNull();
        assertThat(kernel.state).noneMatch(s -> s.contains("10.0.0."));
        fromKernel(Packets.echo("fe80::1", "fe80::b1", 1, 10));
        expectFor(one);
    }

    @Test
    void leavesNothingHalfMade() {
        openBoth();
        var before = new java.util.TreeSet<>(kernel.state);
        var three = new FakeSession(3);
        kernel.failOn = "10.7.0.0/16";
        assertThat(datapath.open(three, Packets.lns("10.0.0.8", "10.0.0.4", 0xb3, null, "10.7.0.0/16")))
                .contains("jl2tpd0", "10.7.0.0/16", "refused");
        assertThat(kernel.state).isEqualTo(before);
        assertThat(three.datapathState()).isNull();
        kernel.failOn = "nothing";
        assertThat(datapath.open(three, Packets.lns("10.0.0.8", "10.0.0.4", 0xb3, null, "10.7.0.0/16")))
                .isNull();
    }

    @Test
    void givesAPeersAddressToTheNewerOfTwoSessions() {
        datapath.open(one, Packets.lns("10.0.0.1", "10.0.0.2", 0, null));
        assertThat(datapath.open(two, Packets.lns("10.0.0.1", "10.0.0.2", 0, null)))
                .isNull();
        fromKernel(Packets.echo("192.0.2.1", "10.0.0.2", 1, 10));
        expectFor(two);
        datapath.close(one);
        assertThat(kernel.state).contains("route 1 10.0.0.2/32 from 10.0.0.1 mtu 1460");
        fromKernel(Packets.echo("192.0.2.1", "10.0.0.2", 1, 10));
        expectFor(two);
    }

    @Test
    void givesAClientItsNamedDeviceAndTheDefaultRouteWithoutTheLns() {
        kernel.hop = new Kernel.Hop(IpAddress.parse("203.0.113.1"), IpAddress.parse("192.0.2.254"), 77);
        assertThat(datapath.open(one, Packets.client("lns1", "10.0.0.2", "10.0.0.1", true, "203.0.113.1")))
                .isNull();
        assertThat(kernel.state)
                .containsExactly(
                        "address 1 10.0.0.2/32 peer 10.0.0.1",
                        "address 1 fe80::bb/64",
                        "pin 203.0.113.1 via 192.0.2.254",
                        "route 1 0.0.0.0/1 from 10.0.0.2 mtu 0",
                        "route 1 128.0.0.0/1 from 10.0.0.2 mtu 0",
                        "route 1 8000::/1 from null mtu 0",
                        "route 1 ::/1 from null mtu 0",
                        "up 1 mtu 1400");
        assertThat(datapath.deviceName(one)).isEqualTo("lns1");
        datapath.deliver(one, Packets.echo("8.8.8.8", "10.0.0.2", 1, 10));
        assertThat(kernel.devices.get(0).written).hasSize(1);
        fromKernel(Packets.echo("10.0.0.2", "8.8.8.8", 1, 10));
        expectFor(one);
        fromKernel(Packets.echo("fe80::bb", "ff02::2", 1, 10));
        expectFor(one);
        datapath.close(one);
        assertThat(kernel.state).containsExactly("up 1 mtu 1400");
        assertThat(kernel.devices.get(0).closed).isTrue();
    }

    /** RFC 4861 6.3.4: a host takes a default route from any router, so it must be ruled out before the first can speak. */
    @Test
    void refusesAdvertisedDefaultRoutesOnAClientsDeviceBeforeItIsUp() {
        datapath.open(one, Packets.client("lns1", "10.0.0.2", "10.0.0.1", false, null));
        datapath.open(two, Packets.client("lns2", "10.0.1.2", "10.0.1.1", true, null));
        datapath.open(two, Packets.client("lns2", "10.0.1.3", "10.0.1.1", true, null));
        datapath.open(new FakeSession(3), Packets.lns("10.0.0.1", "10.0.0.3", 0xb1, null));
        assertThat(kernel.refusing).containsExactly("lns1 down", "lns2 down");
        assertThat(datapath.counter(DatapathCounter.ADVERTISED_ROUTE_NOT_REFUSED))
                .isZero();
    }

    /** RFC 8200 5: the kernel has no IPv6, and keeps no settings of it, on a device with less than 1280 octets. */
    @Test
    void refusesAdvertisedDefaultRoutesOnceAClientsMtuAllowsIpv6() {
        SessionNetwork client = Packets.client("lns1", "10.0.0.2", "10.0.0.1", false, null);
        datapath.open(one, Packets.withMtu(client, 1279));
        assertThat(kernel.refusing).isEmpty();
        datapath.open(one, Packets.withMtu(client, 1280));
        datapath.open(one, Packets.withMtu(client, 1400));
        assertThat(kernel.refusing).containsExactly("lns1 up");
    }

    @Test
    void countsAClientsDeviceThatMayTakeAnAdvertisedDefaultRoute() {
        kernel.failOn = "accept_ra";
        assertThat(datapath.open(one, Packets.client("lns1", "10.0.0.2", "10.0.0.1", false, null)))
                .isNull();
        assertThat(datapath.counter(DatapathCounter.ADVERTISED_ROUTE_NOT_REFUSED))
                .isEqualTo(1);
    }

    @Test
    void worksWithoutIpv6WhereTheKernelHasNone() {
        kernel.ipv6 = false;
        openBoth();
        assertThat(kernel.state).noneMatch(s -> s.contains(":"));
        assertThat(datapath.counter(DatapathCounter.IPV6_UNAVAILABLE)).isEqualTo(2);
    }

    @Test
    void saysWhyThereIsNoDevice() {
        kernel.failOn = "jl2tpd0";
        assertThat(datapath.open(one, Packets.lns("10.0.0.1", "10.0.0.2", 0, null)))
                .isEqualTo("no permission");
        assertThat(one.datapathState()).isNull();
        kernel.failOn = "l2tp%d";
        assertThat(datapath.check()).isEqualTo("no permission");
    }

    @Test
    void routesAPoolOnceWhenTold() {
        var settings = new TunSettings("pool0", 1500, true, List.of(IpPrefix.parse("10.0.0.0/24")));
        var pooled = new TunDatapath(settings, kernel);
        pooled.attach(sink);
        pooled.open(one, Packets.lns("10.0.0.1", "10.0.0.2", 0, null, "10.9.0.0/16"));
        assertThat(kernel.state)
                .contains("route 1 10.0.0.0/24 from null mtu 0", "route 1 10.9.0.0/16 from 10.0.0.1 mtu 1460")
                .noneMatch(s -> s.contains("10.0.0.2"));
        fromKernel(Packets.echo("192.0.2.1", "10.0.0.2", 1, 10));
        expectFor(one);
        pooled.close(one);
        assertThat(pooled.counter(DatapathCounter.CLEANUP_FAILED)).isZero();
        fromKernel(Packets.echo("192.0.2.1", "10.0.0.2", 1, 10));
        assertThat(pooled.counter(DatapathCounter.NO_SESSION)).isEqualTo(1);
    }

    @Test
    void givesRoutesOfTheirOwnToSessionsOfAPoolThatTheKernelDidNotTake() {
        kernel.failOn = "10.0.0.0/24";
        var settings = new TunSettings("pool0", 1500, true, prefixes("10.0.0.0/24", "10.1.0.0/24"));
        var pooled = new TunDatapath(settings, kernel);
        pooled.attach(sink);
        pooled.open(one, Packets.lns("10.0.0.1", "10.0.0.2", 0, null));
        pooled.open(two, Packets.lns("10.0.0.1", "10.1.0.2", 0, null));
        assertThat(kernel.state)
                .contains("route 1 10.0.0.2/32 from 10.0.0.1 mtu 1460", "route 1 10.1.0.0/24 from null mtu 0")
                .noneMatch(s -> s.contains("10.1.0.2"));
        assertThat(pooled.counter(DatapathCounter.POOL_ROUTE_REFUSED)).isEqualTo(1);
        pooled.close(one);
        pooled.close(two);
        assertThat(pooled.counter(DatapathCounter.CLEANUP_FAILED)).isZero();
        assertThat(kernel.state).noneMatch(s -> s.contains("10.0.0.2"));
    }

    private static List<IpPrefix> prefixes(String... texts) {
        return java.util.stream.Stream.of(texts).map(IpPrefix::parse).toList();
    }

    private TunDatapath pooled(String... pools) {
        var pooled = new TunDatapath(new TunSettings("pool0", 1500, true, prefixes(pools)), kernel);
        pooled.attach(sink);
        return pooled;
    }

    @Test
    void givesSessionsOfAPoolThatGoesRoutesOfTheirOwnAndOfOneThatComesTheirs() {
        var pooled = pooled("10.0.0.0/24");
        pooled.open(one, Packets.lns("10.0.0.1", "10.0.0.2", 0, null));
        pooled.open(two, Packets.lns("10.0.0.1", "10.1.0.2", 0, null));
        assertThat(pooled.routePools(prefixes("10.1.0.0/24"))).isNull();
        assertThat(kernel.state)
                .contains("route 1 10.0.0.2/32 from 10.0.0.1 mtu 1460", "route 1 10.1.0.0/24 from null mtu 0")
                .noneMatch(s -> s.contains("10.0.0.0/24") || s.contains("10.1.0.2"));
        fromKernel(Packets.echo("192.0.2.1", "10.0.0.2", 1, 10));
        expectFor(one);
        pooled.close(one);
        pooled.close(two);
        assertThat(kernel.state).noneMatch(s -> s.contains("10.0.0.2"));
        assertThat(pooled.counter(DatapathCounter.CLEANUP_FAILED)).isZero();
    }

    @Test
    void keepsTheRouteWhereAPoolIsAsLargeAsASessionsPrefix() {
        var pooled = pooled("10.0.0.2/32", "10.0.0.3/32");
        pooled.open(one, Packets.lns("10.0.0.1", "10.0.0.2", 0, null));
        assertThat(pooled.routePools(List.of())).isNull();
        assertThat(kernel.state)
                .contains("route 1 10.0.0.2/32 from 10.0.0.1 mtu 1460")
                .noneMatch(s -> s.contains("10.0.0.3"));
        assertThat(pooled.routePools(prefixes("10.0.0.2/32"))).isNull();
        assertThat(kernel.state).contains("route 1 10.0.0.2/32 from null mtu 0");
        pooled.close(one);
        assertThat(kernel.state).contains("route 1 10.0.0.2/32 from null mtu 0");
        pooled.routePools(List.of());
        assertThat(kernel.state).noneMatch(s -> s.contains("10.0.0.2/32"));
        assertThat(pooled.counter(DatapathCounter.CLEANUP_FAILED)).isZero();
    }

    @Test
    void routesAnotherPoolToADeviceThatIsMadeLater() {
        var pooled = pooled("10.0.0.0/24");
        assertThat(pooled.routePools(prefixes("10.1.0.0/24"))).isNull();
        assertThat(kernel.state).noneMatch(s -> s.contains("route"));
        pooled.open(one, Packets.lns("10.0.0.1", "10.1.0.2", 0, null));
        assertThat(kernel.state)
                .contains("route 1 10.1.0.0/24 from null mtu 0")
                .noneMatch(s -> s.contains("10.0.0.0/24"));
    }

    @Test
    void leavesThePoolsRouteWhereASessionDidNotGetItsOwn() {
        var pooled = pooled("10.0.0.0/24");
        pooled.open(one, Packets.lns("10.0.0.1", "10.0.0.2", 0, null));
        kernel.failOn = "10.0.0.2/32";
        assertThat(pooled.routePools(prefixes("10.1.0.0/24"))).isNotNull();
        assertThat(kernel.state).contains("route 1 10.0.0.0/24 from null mtu 0");
        kernel.failOn = "nothing";
        assertThat(pooled.routePools(prefixes("10.0.0.0/24"))).isNull();
        assertThat(kernel.state)
                .contains("route 1 10.0.0.0/24 from null mtu 0")
                .noneMatch(s -> s.contains("10.1.0.0/24"));
    }

    @Test
    void routesAPrefixThatIsWiderThanItsPoolByItself() {
        var settings = new TunSettings("pool0", 1500, true, prefixes("10.0.0.0/24", "2001:db8::/32"));
        var pooled = new TunDatapath(settings, kernel);
        pooled.attach(sink);
        pooled.open(one, Packets.lns("10.0.0.1", "10.0.0.2", 0xb1, "2001:db8:1::/64", "10.0.0.0/16", "2001::/16"));
        assertThat(kernel.state)
                .contains("route 1 10.0.0.0/16 from 10.0.0.1 mtu 1460", "route 1 2001::/16 from null mtu 1460")
                .noneMatch(s -> s.contains("2001:db8:1::"));
    }

    @Test
    void keepsADeviceWithinItsBuffersAndWithoutIpv6BelowItsMinimum() {
        var small = new TunDatapath(new TunSettings("small0", 1200, true), kernel);
        small.attach(sink);
        small.open(one, Packets.lns("10.0.0.1", "10.0.0.2", 0xb1, "2001:db8:1::/64"));
        var huge = new TunDatapath(new TunSettings("huge0", 20000, true), kernel);
        huge.attach(sink);
        huge.open(two, Packets.lns("10.0.0.1", "10.0.0.3", 0, null));
        assertThat(kernel.state).contains("up 1 mtu 1200", "up 2 mtu 9216").noneMatch(s -> s.contains("2001:"));
    }
}
