package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to a unix socket of another program (syslog's, the journal's) without ever waiting for it. Connects when there is something to
 * send, and again when the other program was started anew. Not thread-safe.
 */
public final class DatagramTarget implements AutoCloseable {
    /** linux/socket.h */
    private static final int AF_UNIX = 1;

    private static final int MSG_NOSIGNAL = 0x4000;
    /** linux/un.h: sizeof(struct sockaddr_un) and octets of its path with the final zero. */
    private static final int SOCKADDR_UN = 110;

    private static final int PATH_LIMIT = 108;

    private final String path;
    private final NativeMemory address = new NativeMemory(SOCKADDR_UN);
    private NativeMemory data = new NativeMemory(8192);
    private int fd = -1;

    /** @param path absolute, at most 107 octets */
    public DatagramTarget(String path) throws SystemCallException {
        Linux.require();
        byte[] octets = path.getBytes(StandardCharsets.UTF_8);
        if (octets.length >= PATH_LIMIT) {
            throw new SystemCallException("the path " + path + " is too long for a socket");
        }
        this.path = path;
        address.buffer.putShort(0, (short) AF_UNIX);
        address.buffer.put(2, octets);
    }

    /** Returns the octets sent, or a negated errno: EAGAIN while the other end's queue is full, EMSGSIZE for too many octets. */
    public int send(byte[] datagram) {
        if (data.buffer.capacity() < datagram.length) {
            data = new NativeMemory(datagram.length);
        }
        data.buffer.put(0, datagram);
        int result = fd < 0 ? connect() : 0;
        if (result < 0) {
            return result;
        }
        result = Linux.send(fd, data.address, datagram.length, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (result < 0 && result != -Errno.EAGAIN && result != -Errno.EMSGSIZE) {
            close();
            result = connect();
            result = result < 0 ? result : Linux.send(fd, data.address, datagram.length, MSG_DONTWAIT | MSG_NOSIGNAL);
        }
        Reference.reachabilityFence(data);
        return result;
    }

    private int connect() {
        int made = Linux.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (made < 0) {
            return made;
        }
        int result = ProcessCalls.connect(made, address.address, SOCKADDR_UN);
        Reference.reachabilityFence(address);
        if (result < 0) {
            Linux.close(made);
            return result;
        }
        fd = made;
        return 0;
    }

    @Override
    public void close() {
        if (fd >= 0) {
            Linux.close(fd);
            fd = -1;
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
