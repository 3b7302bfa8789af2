package org.jl2tpd.linux;

import static org.jl2tpd.linux.GenericNetlinkConstants.*;
import static org.jl2tpd.linux.RtnetlinkConstants.*;

import java.util.function.Consumer;

/**
 * A generic netlink socket (linux/genetlink.h): one request at a time, each answered completely before the next. The kernel works
 * on a request while it is sent, and on each part of a dump while the part before is read, so nothing here waits for another
 * process. For one thread.
 */
public final class GenericNetlink implements AutoCloseable {
    /** Longer than any request of ours: all attributes of a family once. */
    private static final int REQUEST_OCTETS = 4096;
    /** The kernel fills the parts of a dump up to the size that the reader offers, 32 KiB at most (net/netlink/af_netlink.c). */
    private static final int REPLY_OCTETS = 32768;
    /** Parts of a dump before it is given up: 1 GiB, or 3 million sessions. */
    private static final int MAX_PARTS = 32768;

    private final int fd;
    private final NativeMemory request = new NativeMemory(REQUEST_OCTETS);
    private final NativeMemory reply = new NativeMemory(REPLY_OCTETS);
    private final NetlinkWriter writer = new NetlinkWriter(request.buffer);
    private final NetlinkReader reader = new NetlinkReader();
    private int sequence;

    /** Opens a socket in the network namespace of the calling thread; it stays there. */
    public GenericNetlink() throws SystemCallException {
        Linux.require();
        int type = SocketConstants.SOCK_RAW | SocketConstants.SOCK_CLOEXEC | SocketConstants.SOCK_NONBLOCK;
        fd = Linux.check("generic netlink socket", Linux.socket(SocketConstants.AF_NETLINK, type, NETLINK_GENERIC));
        UdpSocket.setInt(fd, SOL_NETLINK, NETLINK_EXT_ACK, 1);
        UdpSocket.setInt(fd, SOL_NETLINK, NETLINK_CAP_ACK, 1);
    }

    /** The number of a family now; the kernel loads the family's module where it may. Throws ENOENT when there is none. */
    public int family(String name) throws SystemCallException {
        familyLookup(begin(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 1, NLM_F_ACK), name);
        int[] id = {0};
        exchange("netlink family " + name, in -> id[0] = familyId(in));
        if (id[0] == 0) {
            throw new SystemCallException("netlink family " + name, Errno.ENOENT);
        }
        return id[0];
    }

    static void familyLookup(NetlinkWriter out, String name) {
        out.attributeText(CTRL_ATTR_FAMILY_NAME, name).end();
    }

    /** Reads CTRL_ATTR_FAMILY_ID; 0 when there is none. */
    static int familyId(NetlinkReader in) {
        in.attributes(GENL_HDRLEN);
        while (in.nextAttribute()) {
            if (in.attribute() == CTRL_ATTR_FAMILY_ID) {
                return in.shortValue();
            }
        }
        return 0;
    }

    /** Starts a request; its attributes and {@link NetlinkWriter#end} follow, then {@link #exchange}. */
    NetlinkWriter begin(int family, int command, int version, int flags) {
        return header(writer.clear(), family, command, version, flags).setSequence(++sequence);
    }

    static NetlinkWriter header(NetlinkWriter out, int family, int command, int version, int flags) {
        return out.begin(family, NLM_F_REQUEST | flags, GENL_HDRLEN)
                .setByte(0, command)
                .setByte(1, version);
    }

    /**
     * Sends the request and reads its answers to the end.
     *
     * @param what names the request in the words of a failure
     * @param answers gets each answer that is no acknowledgement; the reader stands on the message
     */
    void exchange(String what, Consumer<NetlinkReader> answers) throws SystemCallException {
        Linux.check(what, Linux.send(fd, request.address, writer.length(), 0));
        for (int part = 0; part < MAX_PARTS; part++) {
            receive(what);
            if (readPart(what, answers)) {
                return;
            }
        }
        throw new SystemCallException(what, Errno.EMSGSIZE);
    }

    private void receive(String what) throws SystemCallException {
        int flags = SocketConstants.MSG_DONTWAIT | SocketConstants.MSG_TRUNC;
        int octets = Linux.check(what, Linux.recv(fd, reply.address, REPLY_OCTETS, flags));
        if (octets > REPLY_OCTETS) {
            throw new SystemCallException(what, Errno.EMSGSIZE);
        }
        reader.reset(reply.buffer.clear().limit(octets));
    }

    /** Returns whether the answer is complete. What an earlier, abandoned request left behind is passed over. */
    private boolean readPart(String what, Consumer<NetlinkReader> answers) throws SystemCallException {
        while (reader.nextMessage()) {
            if (reader.sequence() != sequence) {
                continue;
            }
            if (reader.isError() || reader.type() == NLMSG_DONE) {
                fail(what, reader.errno());
                return true;
            }
            answers.accept(reader);
        }
        return false;
    }

    private void fail(String what, int errno) throws SystemCallException {
        if (errno > 0) {
            String text = reader.isError() ? reader.errorText() : "";
            throw new SystemCallException(what, new RtnetlinkFailure(1, errno, text));
        }
    }

    @Override
    public void close() {
        Linux.close(fd);
    }
}
