package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * One end of a pair of unix sockets that keeps the bounds of messages, each with at most {@link #DESCRIPTORS} descriptors (SOCK_SEQPACKET, SCM_RIGHTS;
 * unix(7)). What is received is closed on exec. Any thread may send; one receives.
 */
public final class MessageSocket implements AutoCloseable {
    /** Descriptors that come with a message; the kernel drops more. */
    public static final int DESCRIPTORS = 4;

    /** asm-generic/socket.h */
    private static final int AF_UNIX = 1;

    private static final int SOCK_SEQPACKET = 5;
    private static final int SO_RCVTIMEO = 20;
    /** linux/socket.h */
    private static final int SCM_RIGHTS = 1;

    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    /** struct cmsghdr of 64-bit systems: where level, type and data are. */
    private static final int CMSG_LEVEL = 8;

    private static final int CMSG_TYPE = 12;
    private static final int CMSG_DATA = 16;
    /** CMSG_SPACE of all descriptors. */
    private static final int CONTROL = CMSG_DATA + 4 * DESCRIPTORS;

    private final int fd;
    private final MessageVector out = new MessageVector(1);
    private final MessageVector in = new MessageVector(1);
    private final int[] received = new int[DESCRIPTORS];
    private int count;
    private volatile boolean closed;

    private MessageSocket(int fd) {
        this.fd = fd;
    }

    /** Both ends, of which no program that we start inherits any unless it is given one. */
    public static MessageSocket[] pair() throws SystemCallException {
        Linux.require();
        var fds = new NativeMemory(8);
        Linux.check("socketpair", ProcessCalls.socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, fds.address));
        return new MessageSocket[] {new MessageSocket(fds.buffer.getInt(0)), new MessageSocket(fds.buffer.getInt(4))};
    }

    /** The end that whoever started this program gave it. */
    public static MessageSocket inherited() throws SystemCallException {
        Linux.require();
        return new MessageSocket(SpawnPlan.GIVEN);
    }

    public int fd() {
        return fd;
    }

    /** How long {@link #receive} waits at most. */
    public void waitAtMost(int milliseconds) throws SystemCallException {
        var time = new NativeMemory(16);
        time.buffer.putLong(0, milliseconds / 1000).putLong(8, milliseconds % 1000 * 1000L);
        int result = Linux.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, time.address, 16);
        Reference.reachabilityFence(time);
        Linux.check("setsockopt SO_RCVTIMEO", result);
    }

    /**
     * Sends a message (position to limit, direct) with descriptors, which stay ours too.
     *
     * @param waits whether it waits for room; otherwise EAGAIN says that there is none
     * @return its octets, or a negated errno: EPIPE when the other end is closed
     */
    public synchronized int send(ByteBuffer direct, boolean waits, int... descriptors) {
        if (closed || descriptors.length > DESCRIPTORS) {
            return -Errno.EINVAL;
        }
        out.data(0, Linux.addressOf(direct) + direct.position(), direct.remaining());
        int octets = descriptors.length == 0 ? 0 : attach(descriptors);
        out.lengths(0, 0, octets);
        int flags = MSG_NOSIGNAL | (waits ? 0 : MSG_DONTWAIT);
        int result;
        do {
            result = Linux.sendmmsg(fd, out.address(0), 1, flags);
        } while (result == -Errno.EINTR);
        Reference.reachabilityFence(direct);
        return result < 0 ? result : out.octets(0);
    }

    /** Writes the ancillary data; returns its octets (CMSG_SPACE). */
    private int attach(int[] descriptors) {
        ByteBuffer control = out.buffer();
        int at = out.controlAt(0);
        control.putLong(at, CMSG_DATA + 4L * descriptors.length);
        control.putInt(at + CMSG_LEVEL, SOL_SOCKET).putInt(at + CMSG_TYPE, SCM_RIGHTS);
        for (int i = 0; i < descriptors.length; i++) {
            control.putInt(at + CMSG_DATA + 4 * i, descriptors[i]);
        }
        return CMSG_DATA + (4 * descriptors.length + 7 & ~7);
    }

    /**
     * Receives a message to the buffer's position (direct; up to its limit). Descriptors of an earlier one that nobody took are closed.
     *
     * @param waits whether it waits for one, see {@link #waitAtMost}; otherwise EAGAIN says that there is none
     * @return its octets; 0 when the other end is closed; or a negated errno: EMSGSIZE for one that is longer, which is gone
     */
    public int receive(ByteBuffer direct, boolean waits) {
        closeReceived();
        in.data(0, Linux.addressOf(direct) + direct.position(), direct.remaining());
        in.lengths(0, 0, CONTROL);
        int flags = MSG_CMSG_CLOEXEC | (waits ? 0 : MSG_DONTWAIT);
        int result;
        do {
            result = closed ? -Errno.EBADF : Linux.recvmmsg(fd, in.address(0), 1, flags);
        } while (result == -Errno.EINTR);
        Reference.reachabilityFence(direct);
        if (result < 0) {
            return result;
        }
        readDescriptors();
        return (in.flags(0) & MSG_TRUNC) == 0 ? in.octets(0) : -Errno.EMSGSIZE;
    }

    private void readDescriptors() {
        ByteBuffer control = in.buffer();
        int at = in.controlAt(0);
        boolean present = in.controlOctets(0) >= CMSG_DATA
                && control.getInt(at + CMSG_LEVEL) == SOL_SOCKET
                && control.getInt(at + CMSG_TYPE) == SCM_RIGHTS;
        int octets = present ? (int) control.getLong(at) - CMSG_DATA : 0;
        for (int i = 0; i < octets / 4 && count < DESCRIPTORS; i++) {
            received[count++] = control.getInt(at + CMSG_DATA + 4 * i);
        }
    }

    /** How many descriptors came with the last message and were not taken. */
    public int descriptors() {
        return count;
    }

    /** The last message's first descriptor that was not taken, which the caller closes from now on; -1 without one. */
    public int takeDescriptor() {
        if (count == 0) {
            return -1;
        }
        int first = received[0];
        System.arraycopy(received, 1, received, 0, --count);
        return first;
    }

    private void closeReceived() {
        while (count > 0) {
            Linux.close(takeDescriptor());
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            closeReceived();
            Linux.close(fd);
        }
    }
}
