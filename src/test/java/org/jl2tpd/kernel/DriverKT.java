package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.linux.PppChannel;
import org.jl2tpd.linux.PppDescriptor;
import org.jl2tpd.linux.PppUnit;
import org.jl2tpd.linux.PppoxSocket;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.linux.UdpSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two tunnels' ends in one process, on a kernel that has the driver: the calls do what their Javadoc says. */
@Timeout(60)
class DriverKT {
    private final ArrayDeque<Integer> opened = new ArrayDeque<>();
    private UdpSocket first;
    private UdpSocket second;

    @BeforeEach
    void openSockets() throws Exception {
        Guest.need();
        first = UdpSocket.open(true, 0, 0xffff_7f00_0001L, 0, 1 << 16);
        second = UdpSocket.open(true, 0, 0xffff_7f00_0001L, 0, 1 << 16);
        first.connect(0, 0xffff_7f00_0001L, second.port());
        second.connect(0, 0xffff_7f00_0001L, first.port());
    }

    @AfterEach
    void closeAll() {
        opened.forEach(Linux::close);
        if (first != null) {
            first.close();
            second.close();
        }
    }

    private static int check(String call, int result) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(call, -result);
        }
        return result;
    }

    private int keep(String call, int fd) throws SystemCallException {
        opened.push(check(call, fd));
        return fd;
    }

    private int pppox(UdpSocket udp, int peerPort, int tunnel, int session, int peerTunnel, int peerSession)
            throws SystemCallException {
        int fd = keep("socket", PppoxSocket.open());
        int result = PppoxSocket.connect(
                fd, udp.fd(), 0, 0xffff_7f00_0001L, peerPort, tunnel, session, peerTunnel, peerSession);
        check("connect", result);
        return fd;
    }

    private int channel(int session) throws SystemCallException {
        int fd = keep("open", PppDescriptor.open());
        check("attach", PppChannel.attach(fd, check("channel", PppoxSocket.channel(session))));
        return fd;
    }

    private static ByteBuffer frame(int... octets) {
        var frame = ByteBuffer.allocateDirect(octets.length);
        for (int octet : octets) {
            frame.put((byte) octet);
        }
        return frame.flip();
    }

    private static int read(int fd, ByteBuffer into) throws InterruptedException {
        int octets = -Errno.EAGAIN;
        for (int i = 0; i < 200 && octets == -Errno.EAGAIN; i++) {
            octets = PppDescriptor.read(fd, into.clear());
            Thread.sleep(1);
        }
        return octets;
    }

    @Test
    void framesOfASessionGoFromChannelToChannel() throws Exception {
        int tunnel = pppox(first, second.port(), 1, 0, 2, 0);
        pppox(second, first.port(), 2, 0, 1, 0);
        int near = pppox(first, second.port(), 1, 11, 2, 22);
        int far = pppox(second, first.port(), 2, 22, 1, 11);
        int nearChannel = channel(near);
        int farChannel = channel(far);
        ByteBuffer lcp = frame(0xc0, 0x21, 9, 1, 0, 8, 1, 2, 3, 4);
        assertThat(PppDescriptor.write(nearChannel, lcp)).isEqualTo(10);
        var in = ByteBuffer.allocateDirect(2000);
        assertThat(read(farChannel, in)).isEqualTo(10);
        assertThat(in.limit(10)).isEqualTo(lcp);
        assertThat(PppoxSocket.statistics(near).txPackets()).isEqualTo(1);
        assertThat(PppoxSocket.statistics(far).rxPackets()).isEqualTo(1);
        assertThat(PppoxSocket.statistics(tunnel).txPackets()).isEqualTo(1);
    }

    @Test
    void aSessionKeepsItsOptions() throws Exception {
        pppox(first, second.port(), 1, 0, 2, 0);
        int session = pppox(first, second.port(), 1, 11, 2, 22);
        for (PppoxSocket.Option option : PppoxSocket.Option.values()) {
            assertThat(PppoxSocket.setOption(session, option, 1))
                    .as(option.name())
                    .isZero();
        }
        assertThat(PppoxSocket.option(session, PppoxSocket.Option.SENDSEQ)).isEqualTo(1);
        assertThat(PppoxSocket.option(session, PppoxSocket.Option.LNSMODE)).isEqualTo(1);
    }

    @Test
    void aUnitIsADeviceThatGoesWithItsDescriptor() throws Exception {
        pppox(first, second.port(), 1, 0, 2, 0);
        int channel = channel(pppox(first, second.port(), 1, 11, 2, 22));
        int unitFd = keep("open", PppDescriptor.open());
        int unit = check("unit", PppUnit.create(unitFd));
        assertThat(PppChannel.connect(channel, unit)).isZero();
        assertThat(PppUnit.setMru(unitFd, 1400)).isZero();
        assertThat(PppUnit.setPass(unitFd, PppUnit.PPP_IPV6, false)).isZero();
        assertThat(PppUnit.idleNs(unitFd)).isNotNegative();
        assertThat(PppChannel.setFlags(channel, PppChannel.SC_COMP_PROT)).isEqualTo(-Errno.ENOTTY);
        assertThat(Linux.deviceIndex(PppUnit.deviceName(unit))).isPositive();
        opened.remove(unitFd);
        Linux.close(unitFd);
        assertThat(Linux.deviceIndex(PppUnit.deviceName(unit))).isEqualTo(-Errno.ENODEV);
    }
}
