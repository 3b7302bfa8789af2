package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.linux.SocketConstants.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a socket is set up with, as the kernel reads it back. */
class UdpSocketTest {
    private static final long LOOPBACK_V4 = 0xffff_7f00_0001L;

    @BeforeEach
    void systemCalls() {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
    }

    private static int read(UdpSocket socket, int level, int name) {
        var memory = new NativeMemory(8);
        memory.buffer.putInt(4, 4);
        assertThat(Linux.getsockopt(socket.fd(), level, name, memory.address, memory.address + 4))
                .isZero();
        return memory.buffer.getInt(0);
    }

    @Test
    void ipv4DatagramsMayBeFragmentedUnlessThatIsForbidden() throws Exception {
        try (UdpSocket socket = UdpSocket.open(true, 0, LOOPBACK_V4, 0, 1 << 16)) {
            assertThat(read(socket, IPPROTO_IP, IP_MTU_DISCOVER)).isEqualTo(IP_PMTUDISC_DONT);
            socket.forbidFragments();
            assertThat(read(socket, IPPROTO_IP, IP_MTU_DISCOVER)).isEqualTo(IP_PMTUDISC_DO);
        }
    }

    @Test
    void ipv6DatagramsAreFragmentedByUsUnlessThatIsForbidden() throws Exception {
        UdpSocket opened = null;
        try {
            opened = UdpSocket.open(false, 0, 1, 0, 1 << 16);
        } catch (SystemCallException e) {
            assumeTrue(false, "no IPv6 here: " + e.getMessage());
        }
        try (UdpSocket socket = opened) {
            assertThat(read(socket, IPPROTO_IPV6, IPV6_MTU_DISCOVER)).isNotEqualTo(IPV6_PMTUDISC_DO);
            socket.forbidFragments();
            assertThat(read(socket, IPPROTO_IPV6, IPV6_MTU_DISCOVER)).isEqualTo(IPV6_PMTUDISC_DO);
        }
    }
}
