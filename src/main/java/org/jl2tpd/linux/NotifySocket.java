package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;

/**
 * The sending end of a service manager's datagram socket (sd_notify(3), "Notes"): connected once, so that it works when the process has no
 * descriptor left, and again when its other end was bound anew. Not thread-safe.
 */
public final class NotifySocket implements AutoCloseable {
    /** linux/socket.h */
    private static final int AF_UNIX = 1;

    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int FLAGS = MSG_NOSIGNAL | MSG_DONTWAIT;
    /** linux/un.h: sizeof(struct sockaddr_un), its head, and octets of its path. */
    private static final int SOCKADDR_UN = 110;

    private static final int SUN_PATH = 2;
    private static final int PATH_LIMIT = 108;

    private final int fd;
    private final NativeMemory address;
    private final int length;
    private final String name;

    private NotifySocket(int fd, String name, byte[] path) {
        this.fd = fd;
        this.name = name;
        boolean isAbstract = path[0] == '@';
        address = new NativeMemory(SOCKADDR_UN);
        address.buffer.putShort(0, (short) AF_UNIX);
        address.buffer.put(SUN_PATH, path);
        if (isAbstract) {
            address.buffer.put(SUN_PATH, (byte) 0);
        }
        // The name of an abstract socket is all octets of the address, that of a file ends with a zero (unix(7)).
        length = SUN_PATH + path.length + (isAbstract ? 0 : 1);
    }

    /**
     * Connects.
     *
     * @param name an absolute path, or {@code @} and the name of an abstract socket; at most 107 octets
     */
    public static NotifySocket connect(String name) throws SystemCallException {
        Linux.require();
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (path.length < 2 || path.length >= PATH_LIMIT || path[0] != '/' && path[0] != '@') {
            throw new SystemCallException("\"" + name + "\" is no address of a service manager's socket");
        }
        int fd = Linux.check("socket AF_UNIX", Linux.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        NotifySocket socket = new NotifySocket(fd, name, path);
        try {
            socket.reconnect();
            return socket;
        } catch (SystemCallException e) {
            socket.close();
            throw e;
        }
    }

    private void reconnect() throws SystemCallException {
        Linux.check("connect " + name, ProcessCalls.connect(fd, address.address, length));
        Reference.reachabilityFence(address);
    }

    /** Sends one datagram, without waiting; returns false when the receiver's queue is full, so that it is lost. */
    public boolean send(String text) throws SystemCallException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        NativeMemory data = new NativeMemory(octets.length);
        data.buffer.put(0, octets);
        int result = Linux.send(fd, data.address, octets.length, FLAGS);
        if (result < 0 && result != -Errno.EAGAIN) {
            reconnect();
            result = Linux.send(fd, data.address, octets.length, FLAGS);
        }
        Reference.reachabilityFence(data);
        if (result == -Errno.EAGAIN) {
            return false;
        }
        Linux.check("send to " + name, result);
        return true;
    }

    @Override
    public void close() {
        Linux.close(fd);
    }
}
