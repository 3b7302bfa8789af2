package org.jl2tpd.aaa.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.aaa.edge.ListeningSocket;
import org.jl2tpd.aaa.edge.RadiusThread;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.ServerListener;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets that follow the configuration, on the loopback. */
@Timeout(20)
class DynamicSocketsTest {
    private static final ServerListener NOBODY = new ServerListener() {
        @Override
        public void serverDead(String server, RadiusRequest.Kind role, String words) {}

        @Override
        public void serverAlive(String server, RadiusRequest.Kind role, String words) {}
    };

    private final RadiusThread thread;
    private final List<Integer> opened = new ArrayList<>();
    private final DynamicSockets sockets = new DynamicSockets(this::open);

    DynamicSocketsTest() throws IOException {
        thread = RadiusThread.start(new SeededRandom(1), NOBODY, e -> {});
    }

    private ListeningSocket open(int index, InetSocketAddress address) throws IOException {
        opened.add(index);
        return thread.listen(address, (nowNs, from, datagram, length) -> {});
    }

    @AfterEach
    void close() {
        sockets.close();
        thread.close();
    }

    private static InetSocketAddress at(String address, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            return probe.getLocalPort();
        }
    }

    @Test
    void whatStaysIsNotTouched() throws IOException {
        InetSocketAddress first = at("127.0.0.1", freePort());
        InetSocketAddress second = at("127.0.0.2", first.getPort());
        sockets.want(List.of(first));
        sockets.want(List.of(second, first));
        assertThat(sockets.bound()).containsExactlyInAnyOrder(first, second);
        sockets.want(List.of(second));
        assertThat(opened).containsExactly(0, 1);
        sockets.want(List.of());
        assertThat(sockets.bound()).isEmpty();
    }

    @Test
    void anAddressTakesTheWildcardsPlace() throws IOException {
        int port = freePort();
        sockets.want(List.of(at("::", port)));
        assertThat(sockets.bound()).hasSize(1);
        sockets.want(List.of(at("127.0.0.1", port)));
        assertThat(sockets.bound()).containsExactly(at("127.0.0.1", port));
    }

    @Test
    void aPortThatIsTakenLeavesAllAsItWas() throws IOException {
        InetSocketAddress first = at("127.0.0.1", freePort());
        sockets.want(List.of(first));
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            InetSocketAddress taken = at("127.0.0.1", other.getLocalPort());
            assertThatThrownBy(() -> sockets.want(List.of(taken)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Disconnect and CoA at 127.0.0.1 port " + taken.getPort());
        }
        assertThat(sockets.bound()).containsExactly(first);
    }

    @Test
    void ownAddressesAreThoseOfTheHost() {
        assertThat(OwnAddresses.contains(IpAddress.parse("127.0.0.1"))).isTrue();
        assertThat(OwnAddresses.contains(IpAddress.parse("192.0.2.77"))).isFalse();
        assertThat(OwnAddresses.contains(IpAddress.parse("0.0.0.0"))).isFalse();
        assertThat(OwnAddresses.contains(IpAddress.parse("224.0.0.1"))).isFalse();
    }
}
