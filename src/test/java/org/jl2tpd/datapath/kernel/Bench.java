package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jl2tpd.datapath.PacketSink;
import org.jl2tpd.datapath.PolledSource;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.DataTunnel;
import org.jl2tpd.engine.FrameDatapath.DebugEffect;
import org.jl2tpd.engine.FrameDatapath.LinkOptions;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.engine.SessionNotice;
import org.jl2tpd.engine.SessionOptions;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.TransportPath;

/** A kernel datapath on a recording kernel, with a tunnel and a session as the engine would have them. */
final class Bench implements PacketSink {
    static final IpAddress PEER = IpAddress.parse("192.0.2.1");
    static final LinkOptions LINK = new LinkOptions("", 1400, 1500, false, false, true, true);
    static final SessionOptions OPTIONS = new SessionOptions(false, true, false, 50, true, 0);

    final RecordingKernel kernel = new RecordingKernel();
    final KernelDatapath datapath;
    final FakeTunnel tunnel = new FakeTunnel(7, 70);
    final FakeSession session = new FakeSession(tunnel, 11, 22);
    final List<byte[]> frames = new ArrayList<>();
    final List<SessionNotice> notices = new ArrayList<>();
    final TreeMap<Integer, PolledSource> watched = new TreeMap<>();
    /** What the engine does while it has a frame. */
    Runnable onFrame = () -> {};

    long nowNs = 1_000_000_000L;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2048);

    Bench() {
        this(PppdStarter.NONE);
    }

    Bench(PppdStarter pppd) {
        DescriptorCloser direct = new DescriptorCloser() {
            @Override
            public void close(int... descriptors) {
                DescriptorCloser.closeNow(kernel, descriptors);
            }

            @Override
            public void close() {}
        };
        datapath = new KernelDatapath(
                kernel,
                kernel,
                new KernelDatapath.Parts(
                        new KernelStatistics(kernel, () -> nowNs, false),
                        direct,
                        PacketRules.NONE,
                        log -> new OptionAlone(),
                        pppd,
                        true));
        datapath.attach(this);
    }

    static SessionNetwork clientNetwork() {
        return new SessionNetwork(
                true,
                true,
                "",
                1400,
                IpAddress.parse("10.0.0.2"),
                IpAddress.parse("10.0.0.1"),
                0x11,
                0x22,
                null,
                List.of(),
                true,
                List.of(),
                PEER);
    }

    static SessionNetwork serverNetwork() {
        return new SessionNetwork(
                false,
                true,
                "",
                1400,
                IpAddress.parse("10.0.0.1"),
                IpAddress.parse("10.0.0.2"),
                0x11,
                0x22,
                IpPrefix.parse("2001:db8::/64"),
                List.of(IpPrefix.parse("198.51.100.0/24")),
                false,
                List.of(),
                null);
    }

    static SessionNetwork network(IpAddress localIpv4, long localInterfaceId) {
        return new SessionNetwork(
                false,
                true,
                "",
                1400,
                localIpv4,
                localIpv4,
                localInterfaceId,
                0x22,
                null,
                List.of(),
                false,
                List.of(),
                null);
    }

    /** Everything that a session needs; null, or the first problem. */
    String setUp() {
        String problem = datapath.openTunnel(tunnel);
        problem = problem != null ? problem : datapath.openSession(session, OPTIONS);
        problem = problem != null ? problem : datapath.openDevice(session, LINK);
        return problem != null ? problem : datapath.open(session, clientNetwork());
    }

    void tearDown() {
        datapath.close(session);
        datapath.closeSession(session);
        datapath.closeTunnel(tunnel);
    }

    /** The descriptor of the only thing of this kind. */
    int descriptor(String kind) {
        return kernel.open.entrySet().stream()
                .filter(entry -> entry.getValue().startsWith(kind))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    static ByteBuffer frame(int... octets) {
        var frame = ByteBuffer.allocateDirect(octets.length);
        for (int octet : octets) {
            frame.put((byte) octet);
        }
        return frame.flip();
    }

    static byte[] octets(int... octets) {
        byte[] all = new byte[octets.length];
        frame(octets).get(all);
        return all;
    }

    @Override
    public ByteBuffer lend() {
        return buffer.clear();
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public void onPacket(DataSession to, ByteBuffer packet) {
        throw new AssertionError("the kernel carries packets");
    }

    @Override
    public void onFrame(DataSession from, ByteBuffer frame) {
        byte[] copy = new byte[frame.remaining()];
        frame.get(copy);
        frames.add(copy);
        onFrame.run();
    }

    @Override
    public void onNotice(DataSession of, SessionNotice notice) {
        notices.add(notice);
    }

    @Override
    public int socketFd(int socket) {
        return socket == 3 ? 33 : -1;
    }

    @Override
    public boolean post(Runnable task) {
        task.run();
        return true;
    }

    @Override
    public String watch(int fd, PolledSource source) {
        if (kernel.call("watch") < 0) {
            return "epoll_ctl: " + org.jl2tpd.linux.Errno.describe(kernel.failErrno);
        }
        watched.put(fd, source);
        return null;
    }

    @Override
    public void unwatch(int fd) {
        if (watched.remove(fd) == null || !kernel.open.containsKey(fd)) {
            throw new IllegalStateException("not watched, or closed before: " + fd);
        }
    }

    /** Debug masks that are the socket option alone. */
    private static final class OptionAlone implements KernelDebug {
        @Override
        public List<DebugEffect> set(long now, DataTunnel of, DataSession session, int mask, DebugSocket socket) {
            return List.of(new DebugEffect("setsockopt", socket != null && socket.set(mask) == 0, ""));
        }

        @Override
        public void closed(long now, DataTunnel of, DataSession session) {}

        @Override
        public long nextDeadlineNs() {
            return Long.MAX_VALUE;
        }

        @Override
        public void poll(long now) {}

        @Override
        public void close() {}
    }

    /** A tunnel of the engine's. */
    static final class FakeTunnel implements DataTunnel {
        private final int local;
        private final int peer;
        TransportPath path = new TransportPath(3, IpAddress.parse("192.0.2.9"), 1701, PEER, 1701);
        Object state;

        FakeTunnel(int local, int peer) {
            this.local = local;
            this.peer = peer;
        }

        @Override
        public int localTunnelId() {
            return local;
        }

        @Override
        public int peerTunnelId() {
            return peer;
        }

        @Override
        public TransportPath path() {
            return path;
        }

        @Override
        public Object datapathState() {
            return state;
        }

        @Override
        public void setDatapathState(Object value) {
            state = value;
        }
    }

    /** A session of the engine's. */
    static final class FakeSession implements DataSession {
        private final FakeTunnel tunnel;
        private final int local;
        private final int peer;
        Object state;

        FakeSession(FakeTunnel tunnel, int local, int peer) {
            this.tunnel = tunnel;
            this.local = local;
            this.peer = peer;
        }

        @Override
        public DataTunnel dataTunnel() {
            return tunnel;
        }

        @Override
        public int localTunnelId() {
            return tunnel.local;
        }

        @Override
        public int localSessionId() {
            return local;
        }

        @Override
        public int peerSessionId() {
            return peer;
        }

        @Override
        public Object datapathState() {
            return state;
        }

        @Override
        public void setDatapathState(Object value) {
            state = value;
        }
    }
}
