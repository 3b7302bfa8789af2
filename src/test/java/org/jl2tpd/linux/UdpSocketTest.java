package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jl2tpd.linux.SocketConstants.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
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

    private static UdpSocket connected(int localPort, int peerPort) throws SystemCallException {
        return UdpSocket.openConnected(true, 0, LOOPBACK_V4, localPort, 0, LOOPBACK_V4, peerPort, 1 << 16);
    }

    private static int receive(UdpSocket socket) {
        var octets = new NativeMemory(64);
        return Linux.recv(socket.fd(), octets.address, 64, MSG_DONTWAIT);
    }

    private static void send(UdpSocket from, int port, int octets) {
        var ring = new SendRing(1, 64);
        ring.add(ByteBuffer.allocate(octets), true, 0, LOOPBACK_V4, 0, LOOPBACK_V4, port);
        assertThat(ring.send(from.fd(), 0)).isEqualTo(1);
    }

    @Test
    void aConnectedSocketTakesItsPeersDatagramsAndLeavesTheOthersToTheListener() throws Exception {
        try (UdpSocket listener = UdpSocket.open(true, 0, LOOPBACK_V4, 0, 1 << 16);
                UdpSocket peer = UdpSocket.open(true, 0, LOOPBACK_V4, 0, 1 << 16);
                UdpSocket other = UdpSocket.open(true, 0, LOOPBACK_V4, 0, 1 << 16)) {
            listener.setSharing(true);
            try (UdpSocket tunnel = connected(listener.port(), peer.port())) {
                assertThat(tunnel.port()).isEqualTo(listener.port());
                send(peer, listener.port(), 11);
                send(other, listener.port(), 12);
                assertThat(receive(tunnel)).isEqualTo(11);
                assertThat(receive(tunnel)).isEqualTo(-Errno.EAGAIN);
                assertThat(receive(listener)).isEqualTo(12);
                assertThat(receive(listener)).isEqualTo(-Errno.EAGAIN);
            }
            send(peer, listener.port(), 13);
            assertThat(receive(listener)).isEqualTo(13);
        }
    }

    @Test
    void aListenerThatSharesItsPortStillRefusesASecondOne() throws Exception {
        try (UdpSocket listener = UdpSocket.open(true, 0, LOOPBACK_V4, 0, 1 << 16)) {
            listener.setSharing(true);
            assertThatThrownBy(() -> UdpSocket.open(true, 0, LOOPBACK_V4, listener.port(), 1 << 16))
                    .hasMessageContaining("EADDRINUSE");
        }
    }

    @Test
    void aPeerWithoutASocketIsToldToAConnectedOneOnce() throws Exception {
        int free;
        try (UdpSocket peer = UdpSocket.open(true, 0, LOOPBACK_V4, 0, 1 << 16)) {
            free = peer.port();
        }
        try (UdpSocket socket = connected(0, free)) {
            send(socket, free, 10);
            assertThat(receive(socket)).isEqualTo(-Errno.ECONNREFUSED);
            assertThat(receive(socket)).isEqualTo(-Errno.EAGAIN);
        }
    }
}
