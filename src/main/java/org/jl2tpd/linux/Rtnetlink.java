package org.jl2tpd.linux;

import static org.jl2tpd.linux.RtnetlinkConstants.*;

import java.nio.ByteBuffer;

/**
 * A routing netlink socket: changes of addresses, links and routes, gathered in a batch and made in one call, and lookups. Changes
 * ask for no acknowledgement: the kernel has made them when send returns, and only failures are answered.
 */
public final class Rtnetlink implements AutoCloseable {
    private static final int BATCH_OCTETS = 16384;
    /** Room that one request may need. */
    private static final int REQUEST_OCTETS = 256;

    private static final int REPLY_OCTETS = 32768;
    /**
     * The protocol number (linux/rtnetlink.h rtm_protocol: from 4 on they are for programs to choose) of routes of ours that are on devices of others,
     * as {@code ip route show proto 76} lists them.
     */
    public static final int PROTOCOL = 76;

    /** More than the requests that fit a batch, so that no answer is left for the next one. */
    private static final int ANSWER_ROUNDS = 512;

    private final int fd;
    private final NativeMemory request = new NativeMemory(BATCH_OCTETS);
    private final NativeMemory reply = new NativeMemory(REPLY_OCTETS);
    private final NetlinkWriter writer = new NetlinkWriter(request.buffer);
    private final NetlinkReader reader = new NetlinkReader();
    private RtnetlinkFailure failure;
    private int flushed;

    /**
     * The route to an address.
     *
     * @param source address that packets leave from, 4 or 16 octets; null when the kernel does not tell
     * @param gateway next hop, null when the address is on the link
     * @param mtu longest packet of the path as far as known
     * @param local whether the address is one of this host
     */
    public record Route(byte[] source, byte[] gateway, int deviceIndex, String device, int mtu, boolean local) {}

    /** A network device. */
    public record Link(int index, String name, int mtu, boolean up) {}

    public Rtnetlink() throws SystemCallException {
        Linux.require();
        int type = SocketConstants.SOCK_RAW | SocketConstants.SOCK_CLOEXEC | SocketConstants.SOCK_NONBLOCK;
        fd = Linux.check("netlink socket", Linux.socket(SocketConstants.AF_NETLINK, type, NETLINK_ROUTE));
        UdpSocket.setInt(fd, SOL_NETLINK, NETLINK_EXT_ACK, 1);
        UdpSocket.setInt(fd, SOL_NETLINK, NETLINK_CAP_ACK, 1);
    }

    /** Starts an empty batch. */
    public Rtnetlink begin() {
        writer.clear();
        failure = null;
        flushed = 0;
        return this;
    }

    public Rtnetlink linkUp(int index, int mtu) {
        RouteMessages.linkUp(room(), index, mtu);
        return this;
    }

    public Rtnetlink linkDown(int index) {
        RouteMessages.linkDown(room(), index);
        return this;
    }

    /**
     * Sets MTU, group and name of a device that is down.
     *
     * @param name may hold one {@code %d} for a number of the kernel's choice; empty to leave it
     */
    public Rtnetlink linkSettings(int index, String name, int mtu, int group) {
        RouteMessages.linkSettings(room(), index, name, mtu, group);
        return this;
    }

    public Rtnetlink noAddressGeneration(int index) {
        RouteMessages.noAddressGeneration(room(), index);
        return this;
    }

    /** Adds an address; {@code peer} null or the other end of a point-to-point link. */
    public Rtnetlink addAddress(int index, byte[] local, byte[] peer, int prefixLength) {
        RouteMessages.address(room(), true, index, local, peer, prefixLength);
        return this;
    }

    public Rtnetlink removeAddress(int index, byte[] local, byte[] peer, int prefixLength) {
        RouteMessages.address(room(), false, index, local, peer, prefixLength);
        return this;
    }

    /** Adds a route through a device; {@code source} may be null, {@code mtu} 0. Fails where one exists, unless it may replace it. */
    public Rtnetlink addRoute(int index, byte[] prefix, int prefixLength, byte[] source, int mtu, boolean replace) {
        int flags = NLM_F_REQUEST | NLM_F_CREATE | (replace ? NLM_F_REPLACE : NLM_F_EXCL);
        RouteMessages.route(room(), RTM_NEWROUTE, flags, index, prefix, prefixLength, source, mtu);
        return this;
    }

    public Rtnetlink removeRoute(int index, byte[] prefix, int prefixLength) {
        RouteMessages.route(room(), RTM_DELROUTE, NLM_F_REQUEST, index, prefix, prefixLength, null, 0);
        return this;
    }

    /** Adds a route to one address by a next hop (null: straight to the device). Fails where one exists. */
    public Rtnetlink addHostRoute(int index, byte[] address, byte[] gateway) {
        int flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL;
        RouteMessages.hostRoute(room(), RTM_NEWROUTE, flags, index, address, gateway);
        return this;
    }

    public Rtnetlink removeHostRoute(int index, byte[] address, byte[] gateway) {
        RouteMessages.hostRoute(room(), RTM_DELROUTE, NLM_F_REQUEST, index, address, gateway);
        return this;
    }

    /**
     * Limits what leaves by a device, or changes the limit: what is too much waits.
     *
     * @param rate octets a second, at least 1
     * @param burst octets that may leave at once
     * @param limit octets that may wait; more is dropped
     */
    public Rtnetlink shape(int index, long rate, int burst, int limit) {
        TrafficMessages.shape(room(TrafficMessages.LONGEST), index, rate, burst, limit);
        return this;
    }

    /** Takes that limit away; fails where there is none. */
    public Rtnetlink unshape(int index) {
        TrafficMessages.unshape(room(), index);
        return this;
    }

    /** Makes what {@link #police} needs; fails where it exists. */
    public Rtnetlink openIngress(int index) {
        TrafficMessages.openIngress(room(), index);
        return this;
    }

    /** Takes away the limit of what comes in, and what it needed; fails where there is none. */
    public Rtnetlink closeIngress(int index) {
        TrafficMessages.closeIngress(room(), index);
        return this;
    }

    /**
     * Limits what comes in by a device, or changes the limit: what is too much is dropped.
     *
     * @param rate octets a second, at least 1
     * @param burst octets that may come at once
     */
    public Rtnetlink police(int index, long rate, int burst) {
        TrafficMessages.police(room(TrafficMessages.LONGEST), index, rate, burst);
        return this;
    }

    private NetlinkWriter room() {
        return room(REQUEST_OCTETS);
    }

    /** Sends what is gathered when the next request might not fit. */
    private NetlinkWriter room(int octets) {
        if (writer.remaining() < octets) {
            flush();
        }
        return writer;
    }

    /** Makes the gathered changes; returns the first failure, or null when all were made. The others are made all the same. */
    public RtnetlinkFailure commit() {
        flush();
        return failure;
    }

    private void flush() {
        if (writer.length() == 0) {
            return;
        }
        int sent = Linux.send(fd, request.address, writer.length(), 0);
        if (sent < 0) {
            note(0, -sent, "");
        } else {
            for (int i = 0; i < ANSWER_ROUNDS && receive() > 0; i++) {
                noteErrors();
            }
        }
        flushed += writer.messages();
        writer.clear();
    }

    private void note(int request, int errno, String text) {
        if (failure == null && errno != 0) {
            failure = new RtnetlinkFailure(request, errno, text);
        }
    }

    private void noteErrors() {
        while (reader.nextMessage()) {
            if (reader.isError()) {
                note(flushed + reader.sequence(), reader.errno(), reader.errorText());
            }
        }
    }

    private int receive() {
        int octets = Linux.recv(fd, reply.address, REPLY_OCTETS, SocketConstants.MSG_DONTWAIT);
        reader.reset(reply.buffer.clear().limit(Math.max(octets, 0)));
        return octets;
    }

    /** Looks up the route to an address of 4 or 16 octets; null when there is none. */
    public Route routeTo(byte[] destination) {
        RouteMessages.routeLookup(begin().writer, destination);
        Route found = ask() ? decodeRoute(reader) : null;
        if (found == null) {
            return null;
        }
        Link link = link(found.deviceIndex());
        if (link == null) {
            return null;
        }
        int mtu = found.mtu() > 0 ? found.mtu() : link.mtu();
        return new Route(found.source(), found.gateway(), found.deviceIndex(), link.name(), mtu, found.local());
    }

    /** Looks up a device by its number; null when there is none. */
    public Link link(int index) {
        RouteMessages.linkLookup(begin().writer, index);
        return ask() ? decodeLink(reader) : null;
    }

    /** Looks up a device by its name; null when there is none. */
    public Link link(String name) {
        RouteMessages.linkLookup(begin().writer, name);
        return ask() ? decodeLink(reader) : null;
    }

    /** Sends one question; true when the reader stands on an answer that is no error. */
    private boolean ask() {
        int sent = Linux.send(fd, request.address, writer.length(), 0);
        writer.clear();
        return sent >= 0 && receive() > 0 && reader.nextMessage() && !reader.isError();
    }

    /** Reads an RTM_NEWROUTE; null when it is none that carries packets. */
    static Route decodeRoute(NetlinkReader in) {
        int kind = in.headerByte(7);
        if (in.type() != RTM_NEWROUTE || (kind != RTN_UNICAST && kind != RTN_LOCAL)) {
            return null;
        }
        byte[] source = null;
        byte[] gateway = null;
        int device = 0;
        int mtu = 0;
        in.attributes(RouteMessages.RTMSG);
        while (in.nextAttribute()) {
            switch (in.attribute()) {
                case RTA_PREFSRC -> source = address(in);
                case RTA_GATEWAY -> gateway = address(in);
                case RTA_OIF -> device = in.intValue();
                case RTA_METRICS -> mtu = decodeMtu(in);
                default -> {}
            }
        }
        return new Route(source, gateway, device, "", mtu, kind == RTN_LOCAL);
    }

    private static byte[] address(NetlinkReader in) {
        return in.octets() == 4 || in.octets() == 16 ? in.value() : null;
    }

    /** Reads RTAX_MTU inside RTA_METRICS and leaves the reader behind it. */
    private static int decodeMtu(NetlinkReader in) {
        byte[] value = in.value();
        ByteBuffer metrics = ByteBuffer.wrap(value).order(java.nio.ByteOrder.nativeOrder());
        int at = 0;
        while (at + NetlinkWriter.ATTRIBUTE + 4 <= value.length) {
            int length = metrics.getShort(at) & 0xffff;
            if (length < NetlinkWriter.ATTRIBUTE) {
                return 0;
            }
            if ((metrics.getShort(at + 2) & NLA_TYPE_MASK) == RTAX_MTU && length >= 8) {
                return metrics.getInt(at + NetlinkWriter.ATTRIBUTE);
            }
            at += (length + 3) & -4;
        }
        return 0;
    }

    /** Reads an RTM_NEWLINK; null when it is none. */
    static Link decodeLink(NetlinkReader in) {
        if (in.type() != RTM_NEWLINK) {
            return null;
        }
        int index = in.headerInt(4);
        boolean up = (in.headerInt(8) & IFF_UP) != 0;
        String name = "";
        int mtu = 0;
        in.attributes(RouteMessages.IFINFOMSG);
        while (in.nextAttribute()) {
            switch (in.attribute()) {
                case IFLA_IFNAME -> name = in.text();
                case IFLA_MTU -> mtu = in.intValue();
                default -> {}
            }
        }
        return new Link(index, name, mtu, up);
    }

    /** Number of messages gathered and not yet sent. */
    int gathered() {
        return writer.messages();
    }

    @Override
    public void close() {
        Linux.close(fd);
    }
}
