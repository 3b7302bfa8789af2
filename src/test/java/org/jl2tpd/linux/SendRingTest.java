package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Datagrams that leave together, over the loopback interface. */
class SendRingTest {
    private static final long LOOPBACK = 0xffff_7f00_0001L;
    private static final int SLOTS = 8;
    /** asm-generic/socket.h; the kernel cuts no message of a socket that has it. */
    private static final int SO_NO_CHECK = 11;

    private final SendRing ring = new SendRing(SLOTS, 2048);
    private final ReceiveRing received = new ReceiveRing(16, 2048);
    private UdpSocket sender;
    private UdpSocket receiver;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
        sender = UdpSocket.open(true, 0, LOOPBACK, 0, 1 << 16);
        receiver = UdpSocket.open(true, 0, LOOPBACK, 0, 1 << 20);
    }

    @AfterEach
    void close() {
        if (receiver != null) {
            sender.close();
            receiver.close();
        }
    }

    /** A datagram of so many octets, all of them {@code mark}. */
    private void add(boolean lent, int octets, int mark) {
        ByteBuffer datagram = lent ? ring.lend().position(64) : ByteBuffer.allocate(2048);
        int start = datagram.position();
        for (int i = 0; i < octets; i++) {
            datagram.put((byte) mark);
        }
        datagram.limit(datagram.position()).position(start);
        assertThat(ring.add(datagram, true, 0, LOOPBACK, 0, LOOPBACK, receiver.port()))
                .isTrue();
    }

    private int send(int from) {
        return ring.send(sender.fd(), from);
    }

    private List<String> received() {
        var all = new ArrayList<String>();
        for (int count = received.receive(receiver.fd()); count > 0; count = received.receive(receiver.fd())) {
            for (int i = 0; i < count; i++) {
                ByteBuffer datagram = received.datagram(i);
                all.add(datagram.get(datagram.limit() - 1) + ":" + datagram.remaining());
            }
        }
        return all;
    }

    @Test
    void datagramsOfOneLengthAndAShorterOneArriveAsTheyWereAdded() {
        add(true, 100, 1);
        add(true, 100, 2);
        add(true, 60, 3);
        add(true, 60, 4);
        add(true, 80, 5);
        assertThat(send(0)).isEqualTo(5);
        assertThat(received()).containsExactly("1:100", "2:100", "3:60", "4:60", "5:80");
    }

    @Test
    void copiedDatagramsKeepTheirPlaceBetweenLentOnes() {
        add(true, 100, 1);
        add(false, 100, 2);
        add(true, 100, 3);
        add(true, 100, 4);
        assertThat(send(0)).isEqualTo(4);
        assertThat(received()).containsExactly("1:100", "2:100", "3:100", "4:100");
    }

    @Test
    void theRingIsUsedAgainAfterClear() {
        for (int round = 1; round < 4; round++) {
            for (int i = 0; i < SLOTS; i++) {
                add(true, 10 * round, i);
            }
            assertThat(ring.isFull()).isTrue();
            assertThat(send(0)).isEqualTo(SLOTS);
            ring.clear();
            assertThat(received()).hasSize(SLOTS).endsWith("7:" + 10 * round);
        }
    }

    /** A path without checksum offload, an MTU that is too small, IPsec: the kernel refuses, and every datagram still goes. */
    @Test
    void whatTheKernelDoesNotCutGoesOneByOne() {
        NativeMemory one = new NativeMemory(4);
        one.buffer.putInt(0, 1);
        int set = Linux.setsockopt(sender.fd(), SocketConstants.SOL_SOCKET, SO_NO_CHECK, one.address, 4);
        assumeTrue(set == 0, "SO_NO_CHECK: " + Errno.describe(-set));
        add(true, 70, 1);
        add(true, 100, 2);
        add(true, 100, 3);
        add(true, 100, 4);
        add(true, 90, 5);
        int done = 0;
        while (done < ring.size()) {
            int sent = send(done);
            assertThat(sent).isPositive();
            done += sent;
        }
        assertThat(done).isEqualTo(5);
        assertThat(received()).containsExactly("1:70", "2:100", "3:100", "4:100", "5:90");
        ring.clear();
        add(true, 100, 6);
        add(true, 100, 7);
        assertThat(send(0)).isEqualTo(2);
        assertThat(received()).containsExactly("6:100", "7:100");
    }

    @Test
    void aSocketThatIsClosedFailsForEveryDatagramAlone() {
        add(true, 100, 1);
        add(true, 100, 2);
        sender.close();
        assertThat(ring.send(sender.fd(), 0)).isNegative();
        assertThat(ring.send(sender.fd(), 1)).isNegative();
    }
}
