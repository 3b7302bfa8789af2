package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A non-blocking unix datagram socket bound to a path, which tells who sent each datagram as the kernel knows it
 * (SO_PASSCRED, unix(7)). Descriptors that a sender attaches never arrive. The path is the caller's to remove.
 */
public final class CredentialSocket implements AutoCloseable {
    /** asm-generic/socket.h */
    private static final int AF_UNIX = 1;

    private static final int SO_PASSCRED = 16;
    /** linux/socket.h */
    private static final int SCM_CREDENTIALS = 2;
    /** linux/un.h sizeof(struct sockaddr_un), octets of its path with the final zero. */
    private static final int SOCKADDR_UN = 110;

    private static final int PATH_LIMIT = 108;
    /** struct cmsghdr of 64-bit systems: where level, type and data are. */
    private static final int CMSG_LEVEL = 8;

    private static final int CMSG_TYPE = 12;
    private static final int CMSG_DATA = 16;
    /** CMSG_SPACE(sizeof(struct ucred)): no room behind it for descriptors. */
    private static final int CREDENTIALS = 32;

    private final int fd;
    private final MessageVector vector = new MessageVector(1);
    private int senderPid = -1;
    private int senderUid = -1;

    private CredentialSocket(int fd) {
        this.fd = fd;
    }

    /** One that another process has bound; its descriptor is closed with this. */
    public static CredentialSocket of(int fd) {
        return new CredentialSocket(fd);
    }

    /** @param path absolute, at most 107 octets; must not exist yet */
    public static CredentialSocket bind(String path) throws SystemCallException {
        Linux.require();
        var socket = new CredentialSocket(
                Linux.check("socket AF_UNIX", Linux.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)));
        try {
            Linux.check("setsockopt SO_PASSCRED", UdpSocket.setInt(socket.fd, SOL_SOCKET, SO_PASSCRED, 1));
            NativeMemory address = address(path);
            Linux.check("bind " + path, Linux.bind(socket.fd, address.address, SOCKADDR_UN));
            Reference.reachabilityFence(address);
            return socket;
        } catch (SystemCallException e) {
            socket.close();
            throw e;
        }
    }

    private static NativeMemory address(String path) throws SystemCallException {
        byte[] octets = path.getBytes(StandardCharsets.UTF_8);
        if (octets.length >= PATH_LIMIT) {
            throw new SystemCallException("the path " + path + " is too long for a socket");
        }
        var memory = new NativeMemory(SOCKADDR_UN);
        memory.buffer.putShort(0, (short) AF_UNIX);
        memory.buffer.put(2, octets);
        return memory;
    }

    /** Sends a datagram (position to limit, direct) to the socket bound to a path; returns its octets, or a negated errno. */
    public static int send(String path, ByteBuffer direct) throws SystemCallException {
        int fd = Linux.check("socket AF_UNIX", Linux.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        try {
            NativeMemory address = address(path);
            int result = ProcessCalls.connect(fd, address.address, SOCKADDR_UN);
            Reference.reachabilityFence(address);
            if (result == 0) {
                result = Linux.send(fd, Linux.addressOf(direct) + direct.position(), direct.remaining(), MSG_DONTWAIT);
                Reference.reachabilityFence(direct);
            }
            return result;
        } finally {
            Linux.close(fd);
        }
    }

    public int fd() {
        return fd;
    }

    /**
     * Receives a datagram to the buffer's position (direct; up to its limit, what is longer is cut).
     *
     * @return its octets, or a negated errno
     */
    public int receive(ByteBuffer direct) {
        senderPid = -1;
        senderUid = -1;
        vector.data(0, Linux.addressOf(direct) + direct.position(), direct.remaining());
        vector.lengths(0, 0, CREDENTIALS);
        int result = Linux.recvmmsg(fd, vector.address(0), 1, MSG_DONTWAIT);
        Reference.reachabilityFence(direct);
        if (result < 0) {
            return result;
        }
        readCredentials(vector.buffer(), vector.controlAt(0));
        return vector.octets(0);
    }

    private void readCredentials(ByteBuffer in, int at) {
        boolean present = vector.controlOctets(0) >= CMSG_DATA + 12
                && in.getInt(at + CMSG_LEVEL) == SOL_SOCKET
                && in.getInt(at + CMSG_TYPE) == SCM_CREDENTIALS;
        if (present) {
            senderPid = in.getInt(at + CMSG_DATA);
            senderUid = in.getInt(at + CMSG_DATA + 4);
        }
    }

    /** Process id of the last datagram's sender; -1 when the kernel did not tell. */
    public int senderPid() {
        return senderPid;
    }

    /** User id of the last datagram's sender; -1 when the kernel did not tell. */
    public int senderUid() {
        return senderUid;
    }

    @Override
    public void close() {
        Linux.close(fd);
    }
}
