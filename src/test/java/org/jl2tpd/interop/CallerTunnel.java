package org.jl2tpd.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tunnel of {@link Caller}: the messages of RFC 2661 section 6 in order, repeated until they are acknowledged. */
final class CallerTunnel {
    /** Messages that the LNS may send before the first is acknowledged. */
    static final int WINDOW = 8;

    private static final int OURS = 4;
    private static final int HEADER = 12;
    private static final long REPEAT_NS = 300_000_000L;
    private static final int SCCRQ = 1;
    private static final int SCCRP = 2;
    private static final int SCCCN = 3;
    private static final int STOPCCN = 4;
    private static final int ICRQ = 10;
    private static final int ICRP = 11;
    private static final int ICCN = 12;
    private static final int CDN = 14;

    private final DatagramChannel channel = DatagramChannel.open();
    private final ByteBuffer in = ByteBuffer.allocate(2048);
    private final InetSocketAddress lns;
    private final int id;
    /** Messages that are not acknowledged, the first of them number {@link #una}. */
    private final List<ByteBuffer> queue = new ArrayList<>();

    private final Map<Integer, byte[]> held = new HashMap<>();
    /** The LNS's number of each of our calls that is up. */
    private final Map<Integer, Integer> calls = new HashMap<>();

    private int una;
    private int sent;
    private int nr;
    private long sentNs;
    private boolean owes;
    private int peerId;
    private boolean connected;
    private int wanted;
    private int nextCall = 1;
    private int pending;
    int up;
    int refused;
    int cdns;
    int stopCcns;
    /** Messages of the LNS that came again. */
    int repeated;

    String lastRefusal = "";

    CallerTunnel(InetSocketAddress lns, int id, int wanted) throws IOException {
        this.lns = lns;
        this.id = id;
        this.wanted = wanted;
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        ByteBuffer message = message(SCCRQ, 0);
        avp(message, 2, 0x0100, 2);
        avp(message, 3, 3, 4);
        avp(message, 7, "caller".getBytes(StandardCharsets.US_ASCII));
        avp(message, 9, id, 2);
        avp(message, 10, WINDOW, 2);
        add(message);
    }

    DatagramChannel channel() {
        return channel;
    }

    void callOnceMore() {
        wanted++;
    }

    void hangUp() {
        Map.Entry<Integer, Integer> call = calls.entrySet().iterator().next();
        calls.remove(call.getKey());
        up--;
        ByteBuffer message = message(CDN, call.getValue());
        avp(message, 1, 3, 2);
        avp(message, 14, call.getKey(), 2);
        add(message);
    }

    void receive() throws IOException {
        try {
            while (channel.receive(in.clear()) != null) {
                byte[] datagram = new byte[in.flip().remaining()];
                in.get(datagram);
                if ((datagram[0] & 0x80) != 0) {
                    onControl(datagram);
                }
            }
        } catch (PortUnreachableException e) {
            // The LNS has ended.
        }
    }

    private void onControl(byte[] datagram) {
        for (int ahead = (short) (u16(datagram, 10) - una); ahead > 0 && !queue.isEmpty(); ahead--) {
            queue.remove(0);
            una = una + 1 & 0xffff;
            sent = Math.max(0, sent - 1);
        }
        if (datagram.length == HEADER) {
            return;
        }
        owes = true;
        int ns = u16(datagram, 8);
        if ((short) (ns - nr) < 0) {
            repeated++;
        } else {
            held.put(ns, datagram);
        }
        for (byte[] next = held.remove(nr); next != null; next = held.remove(nr)) {
            nr = nr + 1 & 0xffff;
            accept(next);
        }
    }

    private void accept(byte[] message) {
        int call = u16(message, 6);
        switch (u16(message, HEADER + 6)) {
            case SCCRP -> {
                peerId = u16(message, find(message, 9));
                add(message(SCCCN, 0));
                connected = true;
            }
            case ICRP -> {
                int peerCall = u16(message, find(message, 14));
                ByteBuffer iccn = message(ICCN, peerCall);
                avp(iccn, 24, 64_000, 4);
                avp(iccn, 19, 1, 4);
                add(iccn);
                calls.put(call, peerCall);
                pending--;
                up++;
            }
            case CDN -> onCdn(call, message);
            case STOPCCN -> {
                stopCcns++;
                connected = false;
                tellRefusal(message);
            }
            default -> {}
        }
    }

    private void onCdn(int call, byte[] message) {
        if (calls.remove(call) != null) {
            up--;
            cdns++;
        } else {
            pending--;
            refused++;
        }
        tellRefusal(message);
    }

    private void tellRefusal(byte[] message) {
        int at = find(message, 1);
        int length = (u16(message, at - 6) & 0x3ff) - 6;
        String words = length <= 4 ? "" : new String(message, at + 4, length - 4, StandardCharsets.UTF_8);
        lastRefusal = "result " + u16(message, at) + (length < 4 ? "" : " error " + u16(message, at + 2)) + " " + words;
    }

    void send(long nowNs) throws IOException {
        while (connected && wanted > 0 && pending < OURS && queue.size() < OURS) {
            wanted--;
            pending++;
            ByteBuffer icrq = message(ICRQ, 0);
            avp(icrq, 14, nextCall, 2);
            avp(icrq, 15, nextCall++, 4);
            add(icrq);
        }
        if (sent > 0 && nowNs - sentNs > REPEAT_NS) {
            sent = 0;
        }
        for (; sent < Math.min(OURS, queue.size()); sent++) {
            put(queue.get(sent), una + sent);
            sentNs = nowNs;
        }
        if (owes) {
            put(ByteBuffer.allocate(HEADER).putShort(0, (short) 0xc802).position(HEADER), una + sent);
        }
    }

    private void put(ByteBuffer message, int ns) throws IOException {
        message.putShort(2, (short) message.position());
        message.putShort(4, (short) peerId);
        message.putShort(8, (short) ns);
        message.putShort(10, (short) nr);
        channel.send(message.duplicate().flip(), lns);
        owes = false;
    }

    private void add(ByteBuffer message) {
        queue.add(message);
    }

    private static ByteBuffer message(int type, int session) {
        ByteBuffer out = ByteBuffer.allocate(128);
        out.putShort((short) 0xc802).putShort((short) 0).putShort((short) 0).putShort((short) session);
        out.putInt(0);
        avp(out, 0, type, 2);
        return out;
    }

    private static void avp(ByteBuffer out, int type, long value, int octets) {
        byte[] all = ByteBuffer.allocate(8).putLong(value).array();
        avp(out, type, java.util.Arrays.copyOfRange(all, 8 - octets, 8));
    }

    private static void avp(ByteBuffer out, int type, byte[] value) {
        out.putShort((short) (0x8000 | 6 + value.length)).putShort((short) 0).putShort((short) type);
        out.put(value);
    }

    /** Where an attribute's value begins. */
    private static int find(byte[] message, int type) {
        for (int at = HEADER; at < message.length; at += u16(message, at) & 0x3ff) {
            if (u16(message, at + 4) == type) {
                return at + 6;
            }
        }
        throw new AssertionError("no attribute " + type);
    }

    private static int u16(byte[] in, int at) {
        return (in[at] & 0xff) << 8 | in[at + 1] & 0xff;
    }
}
