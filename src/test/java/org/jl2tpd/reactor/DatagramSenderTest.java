package org.jl2tpd.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.linux.SendRing;
import org.jl2tpd.linux.UdpSocket;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.TransportPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatagramSenderTest {
    private final Sockets sockets = new Sockets();
    private final ReactorCounters counters = new ReactorCounters();
    private final ArrayDeque<Integer> results = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private DatagramSender sender;
    private TransportPath path;
    private TransportPath other;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
        sender = new DatagramSender(sockets, counters, 2048, this::call, (s, e) -> errors.add(Errno.name(e)));
        path = path();
        other = path();
    }

    private TransportPath path() throws Exception {
        IpAddress loopback = IpAddress.parse("127.0.0.1");
        var socket = UdpSocket.open(true, loopback.hi(), loopback.lo(), 0, 1 << 16);
        return new TransportPath(sockets.add(socket), loopback, socket.port(), loopback, 9);
    }

    @AfterEach
    void close() {
        sockets.forEach(UdpSocket::close);
    }

    private int call(SendRing ring, int fd, int from) {
        calls.add(from + " of " + ring.size());
        return results.isEmpty() ? ring.size() - from : results.poll();
    }

    private void send(TransportPath to, int count) {
        for (int i = 0; i < count; i++) {
            sender.send(to, ByteBuffer.allocate(10));
        }
    }

    @Test
    void sendsABatchTogether() {
        send(path, 5);
        assertThat(calls).isEmpty();
        sender.flush();
        sender.flush();
        assertThat(calls).containsExactly("0 of 5");
        assertThat(counters.get(ReactorCounter.DATAGRAMS_OUT)).isEqualTo(5);
        assertThat(counters.get(ReactorCounter.OCTETS_OUT)).isEqualTo(50);
    }

    @Test
    void sendsAFullBatchAndWhatIsForAnotherSocket() {
        send(path, DatagramSender.BATCH + 1);
        send(other, 1);
        sender.flush();
        assertThat(calls).containsExactly("0 of 64", "0 of 1", "0 of 1");
    }

    @Test
    void goesOnWhereAPartialSendStopped() {
        results.addAll(List.of(2, 1));
        send(path, 5);
        sender.flush();
        assertThat(calls).containsExactly("0 of 5", "2 of 5", "3 of 5");
        assertThat(counters.get(ReactorCounter.DATAGRAMS_OUT)).isEqualTo(5);
    }

    /** B34: a refused destination costs its own datagram only, and is not tried again. */
    @Test
    void skipsWhatTheKernelRefuses() {
        results.addAll(List.of(1, -Errno.EHOSTUNREACH, -Errno.EPERM));
        send(path, 5);
        sender.flush();
        assertThat(calls).containsExactly("0 of 5", "1 of 5", "2 of 5", "3 of 5");
        assertThat(counters.get(ReactorCounter.DATAGRAMS_OUT)).isEqualTo(3);
        assertThat(counters.get(ReactorCounter.DROP_SEND_ERROR)).isEqualTo(2);
        assertThat(counters.sendErrors(Errno.EHOSTUNREACH)).isEqualTo(1);
        assertThat(errors).containsExactly("EHOSTUNREACH", "EPERM");
        var names = new ArrayList<String>();
        counters.forEach((name, value) -> names.add(name + "=" + value));
        assertThat(names).contains("send_error_EHOSTUNREACH=1", "datagrams_out=3");
    }

    /** What a connected socket says of an earlier datagram takes the place of the next one's result. */
    @Test
    void sendsAgainWhatWasNotSentBecauseAnEarlierOneWasRefused() {
        results.addAll(List.of(1, -Errno.ECONNREFUSED, 2, -Errno.ECONNREFUSED, -Errno.ECONNREFUSED));
        send(path, 5);
        sender.flush();
        assertThat(calls).containsExactly("0 of 5", "1 of 5", "1 of 5", "3 of 5", "3 of 5", "4 of 5");
        assertThat(counters.get(ReactorCounter.DATAGRAMS_OUT)).isEqualTo(4);
        assertThat(counters.get(ReactorCounter.DROP_SEND_ERROR)).isEqualTo(1);
        assertThat(counters.get(ReactorCounter.RECEIVE_ERRORS)).isEqualTo(2);
    }

    @Test
    void dropsTheRestWhenTheKernelHasNoRoom() {
        results.addAll(List.of(2, -Errno.EAGAIN));
        send(path, 5);
        sender.flush();
        results.add(-Errno.ENOBUFS);
        send(path, 1);
        sender.flush();
        assertThat(counters.get(ReactorCounter.DROP_SEND_BUFFER)).isEqualTo(4);
        assertThat(errors).isEmpty();
    }

    @Test
    void dropsWhatFitsNoSocketOrNoBuffer() {
        var gone = new TransportPath(path.socket() + (1 << 16), path.localAddress(), 0, path.peerAddress(), 9);
        var v6 = new TransportPath(path.socket(), IpAddress.parse("::"), 0, IpAddress.parse("::1"), 9);
        send(gone, 1);
        send(v6, 1);
        sender.send(path, ByteBuffer.allocate(2049));
        sender.flush();
        assertThat(calls).isEmpty();
        assertThat(counters.get(ReactorCounter.DROP_NO_SOCKET)).isEqualTo(2);
        assertThat(counters.get(ReactorCounter.DROP_TOO_LONG)).isEqualTo(1);
    }

    @Test
    void givesAnotherBufferOnlyWhenTheLentOneIsSent() {
        ByteBuffer lent = sender.lend();
        assertThat(sender.lend()).isSameAs(lent);
        send(path, 1);
        assertThat(sender.lend()).as("another datagram was sent").isSameAs(lent);
        sender.send(path, lent.position(64).limit(100));
        assertThat(sender.lend()).isNotSameAs(lent);
        sender.flush();
        assertThat(counters.get(ReactorCounter.OCTETS_OUT)).isEqualTo(46);
    }

    @Test
    void neverReachesTheNextSocketByAnOldNumber() throws Exception {
        int old = path.socket();
        sender.forget(old);
        sockets.remove(old).close();
        TransportPath next = path();
        assertThat(next.socket()).isNotEqualTo(old);
        assertThat(sockets.get(old)).isNull();
        assertThat(sockets.remove(old)).isNull();
        assertThat(sockets.get(next.socket())).isNotNull();
        assertThat(sockets.get(-1)).isNull();
        assertThat(sockets.get(5000)).isNull();
        send(path, 1);
        assertThat(counters.get(ReactorCounter.DROP_NO_SOCKET)).isEqualTo(1);
    }
}
