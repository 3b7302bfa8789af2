package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import org.jl2tpd.datapath.DatapathCounter;
import org.jl2tpd.datapath.DrivenDatapath;
import org.jl2tpd.datapath.NetworkKernel;
import org.jl2tpd.datapath.PacketSink;
import org.jl2tpd.engine.DataRates;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.DataStatistics;
import org.jl2tpd.engine.DataTunnel;
import org.jl2tpd.engine.FrameDatapath;
import org.jl2tpd.engine.PppdOptions;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.engine.SessionOptions;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.Ledger;
import org.jl2tpd.linux.PppoxSocket.Option;
import org.jl2tpd.linux.SystemCallException;

/** Has the kernel's L2TP and PPP drivers carry sessions, each with a network device of its own. */
public final class KernelDatapath implements FrameDatapath, DrivenDatapath {
    private final KernelContext context;
    private final L2tpKernel kernel;
    private final PacketRules rules;
    private final KernelDebug debug;
    private final PppdStarter pppd;
    private final FrameWriter writer;
    private final Set<KernelTunnel> tunnels = new LinkedHashSet<>();

    /** What a kernel datapath works with besides the drivers. */
    record Parts(
            KernelStatistics statistics,
            DescriptorCloser closer,
            PacketRules rules,
            Function<DebugMasks.Log, KernelDebug> debug,
            PppdStarter pppd,
            boolean sourceCheck) {}

    /**
     * The drivers of this host. Nothing is asked of them yet: see {@link #check}.
     *
     * @param spawner who starts pppds, closed with the datapath; null when this process does
     * @param sourceCheck whether packets of a server's sessions must come from where the routes lead to them (BCP 38)
     * @param ledger remembers what does not end with the process
     * @param runtime directory of what is noted besides
     */
    public static KernelDatapath ofHost(
            PppdSettings pppd, PppdSpawner spawner, boolean sourceCheck, Ledger ledger, Path runtime)
            throws SystemCallException {
        NetworkKernel network = NetworkKernel.ofHost(ledger);
        var kernel = new LinuxL2tpKernel();
        var devices = new PppdDevices(kernel, network, sourceCheck);
        var parts = new Parts(
                new KernelStatistics(kernel, System::nanoTime, true),
                new DescriptorCloser.Threads(kernel),
                new NftPacketRules(sourceCheck),
                log -> DebugMasks.system(runtime, log),
                spawner == null ? new PppdSupervisor(pppd, devices) : new PppdSupervisor(pppd, spawner, devices),
                sourceCheck);
        return new KernelDatapath(kernel, network, parts);
    }

    KernelDatapath(L2tpKernel kernel, NetworkKernel network, Parts parts) {
        this.kernel = kernel;
        context = new KernelContext(kernel, network, parts.closer(), parts.statistics(), parts.sourceCheck());
        rules = parts.rules();
        debug = parts.debug()
                .apply((tunnelId, sessionId, of, text) -> context.sink().kernelTrace(tunnelId, sessionId, of, text));
        pppd = parts.pppd();
        writer = new FrameWriter(context);
    }

    /** Whether the drivers can be used here, whose modules are loaded for that; null, or why not in words for an operator. */
    public String check() {
        return new KernelCheck(kernel).problem();
    }

    /**
     * Lets pppds that start from then on know other users; from any thread.
     *
     * @return completes with null, or the problem in words for an operator: then the users are those of before
     */
    public CompletableFuture<String> refreshPppdUsers(PppdSettings settings) {
        return pppd.refresh(settings);
    }

    /** Completes with null when the rules for packets of sessions are in force, else with what is not and why, in words for an operator. */
    public CompletableFuture<String> packetRules() {
        return rules.outcome();
    }

    @Override
    public void attach(PacketSink sink) {
        context.attach(sink);
        pppd.begin(sink);
        rules.start();
        context.statistics().start(() -> sink.post(() -> context.counters().add(DatapathCounter.STATISTICS_FAILED)));
    }

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public String openTunnel(DataTunnel tunnel) {
        var state = new KernelTunnel(tunnel, context);
        try {
            state.open();
        } catch (SystemCallException e) {
            return e.getMessage();
        }
        tunnel.setDatapathState(state);
        tunnels.add(state);
        return null;
    }

    @Override
    public void closeTunnel(DataTunnel tunnel) {
        KernelTunnel state = KernelTunnel.openOf(tunnel);
        if (state != null) {
            state.sessions().forEach(this::close);
            debug.closed(context.sink().nowNs(), tunnel, null);
            tunnels.remove(state);
            state.close();
        }
    }

    @Override
    public String openSession(DataSession session, SessionOptions options) {
        KernelTunnel tunnel = KernelTunnel.openOf(session.dataTunnel());
        if (tunnel == null) {
            return "the session's tunnel is not in the kernel";
        }
        var state = new KernelSession(context, tunnel, session);
        try {
            state.open(options);
        } catch (SystemCallException e) {
            return e.getMessage();
        }
        session.setDatapathState(state);
        return null;
    }

    @Override
    public String setOptions(DataSession session, SessionOptions options) {
        KernelSession state = KernelSession.openOf(session);
        try {
            if (state == null) {
                return "the session is not in the kernel";
            }
            state.setOptions(options);
            return null;
        } catch (SystemCallException e) {
            return e.getMessage();
        }
    }

    @Override
    public void closeSession(DataSession session) {
        KernelSession state = KernelSession.openOf(session);
        if (state != null) {
            close(state);
        }
    }

    private void close(KernelSession state) {
        pppd.stop(state.session());
        debug.closed(context.sink().nowNs(), state.tunnel().tunnel(), state.session());
        state.close();
    }

    @Override
    public void sendFrame(DataSession session, ByteBuffer frame) {
        KernelSession state = KernelSession.openOf(session);
        if (state == null) {
            context.counters().add(DatapathCounter.NO_SESSION);
        } else {
            writer.write(state, frame);
        }
    }

    @Override
    public String openDevice(DataSession session, LinkOptions options) {
        KernelSession state = KernelSession.openOf(session);
        try {
            if (state == null) {
                return "the session is not in the kernel";
            }
            state.openDevice(options);
            return null;
        } catch (SystemCallException e) {
            return e.getMessage();
        }
    }

    @Override
    public String setRates(DataSession session, String device, DataRates rates) {
        KernelSession state = KernelSession.openOf(session);
        int index = device.isEmpty() ? deviceIndex(session) : kernel.deviceIndex(device);
        if (state == null || index <= 0) {
            return "the session has no device";
        }
        return state.rates().set(context.network(), index, rates);
    }

    @Override
    public String open(DataSession session, SessionNetwork network) {
        KernelSession state = KernelSession.openOf(session);
        return state == null ? "the session is not in the kernel" : state.apply(network);
    }

    @Override
    public void close(DataSession session) {
        KernelSession state = KernelSession.openOf(session);
        if (state != null && state.device() != null) {
            state.device().takeDown();
        }
    }

    /** The kernel has the session's packets; what comes this way came before its device was there. */
    @Override
    public void deliver(DataSession session, ByteBuffer packet) {
        context.counters().add(DatapathCounter.NO_SESSION);
    }

    @Override
    public String deviceName(DataSession session) {
        KernelSession state = KernelSession.openOf(session);
        return state == null || state.device() == null ? "" : state.device().name();
    }

    @Override
    public int deviceIndex(DataSession session) {
        KernelSession state = KernelSession.openOf(session);
        return state == null || state.device() == null ? 0 : state.device().index();
    }

    @Override
    public long idleNs(DataSession session) {
        KernelSession state = KernelSession.openOf(session);
        return state == null || state.device() == null ? -1 : state.device().idleNs();
    }

    @Override
    public DataStatistics statistics(DataSession session) {
        KernelSession state = KernelSession.of(session);
        return state == null ? null : state.meter().statistics();
    }

    @Override
    public DataStatistics statistics(DataTunnel tunnel) {
        KernelTunnel state = KernelTunnel.of(tunnel);
        return state == null ? null : state.meter().statistics();
    }

    @Override
    public void readStatistics(DataSession session) {
        read(KernelSession.openOf(session));
    }

    @Override
    public void readStatistics(DataTunnel tunnel) {
        read(KernelTunnel.openOf(tunnel));
    }

    private void read(SocketStatistics.Counted counted) {
        L2tpStatistics figures = counted == null ? null : kernel.statistics(counted.socket());
        if (figures != null) {
            counted.meter().take(figures);
        }
    }

    @Override
    public void glancing(boolean on) {
        context.statistics().glancing(on);
    }

    @Override
    public List<DebugEffect> setDebugMask(DataTunnel tunnel, DataSession session, int mask) {
        KernelTunnel ofTunnel = KernelTunnel.openOf(tunnel);
        KernelSession ofSession = session == null ? null : KernelSession.openOf(session);
        boolean isThere = session == null ? ofTunnel != null : ofSession != null;
        int fd = !isThere ? -1 : session == null ? ofTunnel.socket() : ofSession.socket();
        return debug.set(context.sink().nowNs(), tunnel, session, mask, isThere ? debugSocket(fd) : null);
    }

    private KernelDebug.DebugSocket debugSocket(int fd) {
        return new KernelDebug.DebugSocket() {
            @Override
            public int set(int mask) {
                return kernel.setOption(fd, Option.DEBUG, mask);
            }

            @Override
            public int get() {
                return kernel.option(fd, Option.DEBUG);
            }
        };
    }

    /** Kernels before 5.11 have no bridge: the engine then passes the frames on that it gets from both channels. */
    @Override
    public String bridge(DataSession first, DataSession second) {
        KernelSession one = KernelSession.openOf(first);
        KernelSession other = KernelSession.openOf(second);
        if (one == null || other == null || one.channelFd() < 0 || other.channelFd() < 0) {
            return "a session is not in the kernel";
        }
        int result = kernel.bridge(one.channelFd(), other.channel());
        if (result == -Errno.ENOTTY) {
            context.counters().add(DatapathCounter.BRIDGE_MISSING);
            return null;
        }
        try {
            Calls.check("PPPIOCBRIDGECHAN", result);
            return null;
        } catch (SystemCallException e) {
            return e.getMessage();
        }
    }

    @Override
    public String startPppd(DataSession session, PppdOptions options) {
        KernelSession state = KernelSession.openOf(session);
        if (state == null) {
            return "the session is not in the kernel";
        }
        state.leaveChannel();
        return pppd.start(session, state.socket(), options, context.sink());
    }

    @Override
    public boolean endPppd(DataSession session) {
        return pppd.terminate(session);
    }

    @Override
    public int poll(long nowNs, int budget) {
        context.statistics().refresh(nowNs);
        debug.poll(nowNs);
        pppd.onTimeout(nowNs);
        return 0;
    }

    @Override
    public long nextDeadlineNs() {
        long next = Math.min(context.statistics().nextRefreshNs(), debug.nextDeadlineNs());
        return Math.min(next, pppd.nextDeadlineNs());
    }

    @Override
    public void counters(ObjLongConsumer<String> out) {
        context.counters().forEach(out);
        pppd.counters(out);
    }

    /** Value of one counter. */
    public long counter(DatapathCounter counter) {
        return context.counters().get(counter);
    }

    /** Sessions first, then their tunnels, then what served them. */
    @Override
    public void close() {
        for (KernelTunnel tunnel : new ArrayList<>(tunnels)) {
            closeTunnel(tunnel.tunnel());
        }
        pppd.close();
        debug.close();
        rules.close();
        context.routerPackets().close();
        context.statistics().close();
        context.closer().close();
        kernel.close();
        context.network().close();
    }
}
