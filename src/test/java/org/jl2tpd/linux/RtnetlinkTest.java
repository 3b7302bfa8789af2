package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jl2tpd.testing.OwnNetwork.sh;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jl2tpd.testing.OwnNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RtnetlinkTest {
    @BeforeAll
    static void needsLinux() {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
    }

    @Test
    void findsTheRouteToThisHostWithoutPrivilege() throws Exception {
        try (var netlink = new Rtnetlink()) {
            Rtnetlink.Route route = netlink.routeTo(new byte[] {127, 0, 0, 1});
            assertThat(route.device()).isEqualTo("lo");
            assertThat(route.local()).isTrue();
            assertThat(route.source()).containsExactly(127, 0, 0, 1);
            assertThat(route.mtu()).isGreaterThanOrEqualTo(1500);
            assertThat(netlink.link("lo").index()).isEqualTo(1);
            assertThat(netlink.link("no-such-device")).isNull();
        }
    }

    @Test
    void setsAddressesAndRoutesThatIpShows() throws Exception {
        OwnNetwork.run(() -> {
            try (var tun = TunDevice.open("tst%d");
                    var netlink = new Rtnetlink()) {
                assertThat(tun.name()).isEqualTo("tst0");
                int index = tun.index();
                byte[] local = {10, 0, 0, 1};
                byte[] peer = {10, 0, 0, 2};
                byte[] net = {10, 1, 0, 0};
                netlink.begin().noAddressGeneration(index).linkUp(index, 1400);
                netlink.addAddress(index, local, peer, 32).addRoute(index, net, 16, local, 1300, false);
                assertThat(netlink.commit()).isNull();
                assertThat(sh("ip addr show tst0")).contains("mtu 1400", "inet 10.0.0.1 peer 10.0.0.2/32");
                assertThat(sh("ip addr show tst0")).doesNotContain("inet6");
                assertThat(sh("ip route"))
                        .contains("10.1.0.0/16 dev tst0 proto static scope link src 10.0.0.1 mtu 1300");
                Rtnetlink.Route route = netlink.routeTo(new byte[] {10, 1, 2, 3});
                assertThat(route.device()).isEqualTo("tst0");
                assertThat(route.mtu()).isEqualTo(1300);
                assertThat(route.source()).isEqualTo(local);
                assertThat(netlink.routeTo(new byte[] {8, 8, 8, 8})).isNull();
            }
            assertThat(sh("ip link")).doesNotContain("tst0");
        });
    }

    @Test
    void saysWhichChangeFailedAndMakesTheOthers() throws Exception {
        OwnNetwork.run(() -> {
            try (var tun = TunDevice.open("tst0");
                    var netlink = new Rtnetlink()) {
                int index = tun.index();
                byte[] one = {10, 1, 0, 0};
                byte[] two = {10, 2, 0, 0};
                netlink.begin().linkUp(index, 1400).addRoute(index, one, 16, null, 0, false);
                assertThat(netlink.commit()).isNull();
                RtnetlinkFailure failure = netlink.begin()
                        .addRoute(index, one, 16, null, 0, false)
                        .addRoute(index, two, 16, null, 0, false)
                        .addRoute(index, two, 16, new byte[] {1, 2, 3, 4}, 0, true)
                        .commit();
                assertThat(failure.request()).isEqualTo(1);
                assertThat(failure.errno()).isEqualTo(Errno.EEXIST);
                assertThat(sh("ip route")).contains("10.2.0.0/16 dev tst0");
                RtnetlinkFailure wrong = netlink.begin()
                        .addRoute(index, two, 16, new byte[] {1, 2, 3, 4}, 0, true)
                        .commit();
                assertThat(wrong.describe()).contains("EINVAL, invalid argument");
                assertThat(netlink.begin().commit())
                        .as("nothing left of before")
                        .isNull();
            }
        });
    }

    @Test
    void saysWhatIsWrongWithADevice() throws Exception {
        assertThatThrownBy(() -> TunDevice.open("a-name-that-is-too-long")).hasMessageContaining("1 to 15 characters");
        OwnNetwork.run(() -> {
            assertThatThrownBy(() -> TunDevice.open("lo")).hasMessageContaining("lo");
            try (var tun = TunDevice.open("tst0")) {
                assertThat(tun.fd()).isPositive();
                assertThatThrownBy(() -> TunDevice.open("tst0")).hasMessageContaining("in use");
            }
        });
    }
}
