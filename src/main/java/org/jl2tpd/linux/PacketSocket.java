package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * Hears, on every device, IPv6 packets that a router must answer itself: Router Solicitations and Advertisements, and what is for
 * DHCPv6's ports (packet(7), RFC 4861, RFC 8415). A filter in the kernel keeps all others away. Needs CAP_NET_RAW.
 */
public final class PacketSocket implements AutoCloseable {
    /** linux/if_ether.h ETH_P_IPV6 in network byte order. */
    private static final int PROTOCOL = SocketAddresses.net((short) 0x86dd) & 0xffff;
    /** linux/if_packet.h sizeof(struct sockaddr_ll), offset of its device index. */
    private static final int ADDRESS = 20;

    private static final int INDEX = 4;

    /** Offsets in an IPv6 packet without extension headers, which these have none of. */
    private static final int NEXT_HEADER = 6;

    private static final int ICMP_TYPE = 40;
    private static final int UDP_DESTINATION = 42;

    /** Skips over: what is neither ICMPv6 (58) nor UDP (17), other ports than 546 and 547, other types than 133 and 134. */
    private static final SocketFilter ROUTER_PACKETS = new SocketFilter()
            .loadByte(NEXT_HEADER)
            .skipIf(58, 4, 0)
            .skipIf(17, 0, 7)
            .loadHalf(UDP_DESTINATION)
            .skipIf(547, 4, 0)
            .skipIf(546, 3, 4)
            .loadByte(ICMP_TYPE)
            .skipIf(133, 1, 0)
            .skipIf(134, 0, 1)
            .pass()
            .drop();

    private final int fd;
    private final MessageVector vector = new MessageVector(1);

    private PacketSocket(int fd) {
        this.fd = fd;
    }

    public static PacketSocket open() throws SystemCallException {
        Linux.require();
        int type = SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
        // Without a protocol it hears nothing until the bind, when the filter is there.
        int fd = Linux.check("packet socket", Linux.socket(AF_PACKET, type, 0));
        try {
            Linux.check("setsockopt SO_ATTACH_FILTER", ROUTER_PACKETS.attach(fd));
            var memory = new NativeMemory(ADDRESS);
            memory.buffer.putShort(0, (short) AF_PACKET).putShort(2, (short) PROTOCOL);
            int result = Linux.bind(fd, memory.address, ADDRESS);
            Reference.reachabilityFence(memory);
            Linux.check("bind of a packet socket", result);
            return new PacketSocket(fd);
        } catch (SystemCallException e) {
            Linux.close(fd);
            throw e;
        }
    }

    public int fd() {
        return fd;
    }

    /**
     * Reads a packet to the position of a direct buffer; returns its octets, or a negated errno. {@link #deviceIndex} tells its device
     * then.
     */
    public int receive(ByteBuffer direct) {
        vector.data(0, Linux.addressOf(direct) + direct.position(), direct.remaining());
        vector.lengths(0, MessageVector.NAME, 0);
        int count = Linux.recvmmsg(fd, vector.address(0), 1, MSG_DONTWAIT);
        return count < 0 ? count : vector.octets(0);
    }

    /** The device of the packet that {@link #receive} gave last. */
    public int deviceIndex() {
        return vector.buffer().getInt(vector.nameAt(0) + INDEX);
    }

    @Override
    public void close() {
        Linux.close(fd);
    }
}
