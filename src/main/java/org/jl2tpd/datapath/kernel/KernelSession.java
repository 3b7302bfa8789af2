package org.jl2tpd.datapath.kernel;

import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.FrameDatapath.LinkOptions;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.engine.SessionNotice;
import org.jl2tpd.engine.SessionOptions;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.PppoxSocket.Option;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.ResultCode;

/** A session of the kernel's driver: its PPPoX socket, its channel for LCP and authentication, and its device. */
final class KernelSession implements SocketStatistics.Counted {
    private final KernelContext context;
    private final L2tpKernel kernel;
    private final KernelTunnel tunnel;
    private final DataSession session;
    private int socket = -1;
    private int channel = -1;
    private int channelFd = -1;
    private FrameReader channelReader;
    private KernelDevice device;
    private final DeviceRates rates = new DeviceRates();
    private SessionOptions options;
    private boolean open;
    private boolean toldDead;
    private Meter meter;

    KernelSession(KernelContext context, KernelTunnel tunnel, DataSession session) {
        this.context = context;
        this.kernel = context.kernel();
        this.tunnel = tunnel;
        this.session = session;
    }

    /** What the datapath keeps of a session, open or closed; null for nothing. */
    static KernelSession of(DataSession session) {
        return session.datapathState() instanceof KernelSession state ? state : null;
    }

    /** The open session; null for none. */
    static KernelSession openOf(DataSession session) {
        KernelSession state = of(session);
        return state != null && state.open ? state : null;
    }

    void open(SessionOptions wanted) throws SystemCallException {
        try {
            openSocket(wanted);
            if (wanted.ownPpp()) {
                openChannel();
            }
        } catch (SystemCallException e) {
            closeChannel();
            DescriptorCloser.closeNow(kernel, channelFd, socket);
            throw e;
        }
        open = true;
        tunnel.add(this);
        meter = context.statistics().openSession(tunnel.id(), id());
        meter.onGone(() -> context.sink().post(() -> onDead("another program deleted the kernel's L2TP session")));
        context.statistics().opened(this);
    }

    private void openSocket(SessionOptions wanted) throws SystemCallException {
        socket = Calls.check("socket for a kernel session", kernel.openSocket());
        var path = tunnel.tunnel().path();
        int udpFd = context.sink().socketFd(path.socket());
        int peerTunnel = tunnel.tunnel().peerTunnelId();
        int result = kernel.connect(socket, udpFd, path, tunnel.id(), id(), peerTunnel, session.peerSessionId());
        if (result == -Errno.ENOENT) {
            throw new SystemCallException("the kernel has the tunnel no longer: another program deleted it");
        }
        Calls.check("kernel session " + tunnel.id() + "/" + id(), result);
        set(Option.LNSMODE, wanted.lns() ? 1 : 0);
        set(new SessionOptions(wanted.lns(), false, false, 0, wanted.ownPpp(), 0), wanted);
    }

    private void openChannel() throws SystemCallException {
        channel = Calls.check("PPPIOCGCHAN", kernel.channel(socket));
        channelFd = Calls.check("/dev/ppp", kernel.openPpp());
        Calls.check("PPPIOCATTCHAN", kernel.attachChannel(channelFd, channel));
        channelReader = FrameReader.start(context, this, channelFd);
    }

    private void closeChannel() {
        if (channelReader != null) {
            channelReader.stop();
            channelReader = null;
        }
    }

    /** Changes the options, or leaves them as they were. */
    void setOptions(SessionOptions wanted) throws SystemCallException {
        SessionOptions before = options;
        try {
            set(before, wanted);
        } catch (SystemCallException e) {
            restore(before);
            throw e;
        }
    }

    private void restore(SessionOptions before) {
        try {
            set(null, before);
        } catch (SystemCallException e) {
            // The session is to end then; the first failure is the one that is told.
        }
    }

    /** Sets what differs; everything where {@code before} is null. */
    private void set(SessionOptions before, SessionOptions wanted) throws SystemCallException {
        if (before == null || before.lns() != wanted.lns()) {
            set(Option.LNSMODE, wanted.lns() ? 1 : 0);
        }
        if (before == null || before.sendSequence() != wanted.sendSequence()) {
            set(Option.SENDSEQ, wanted.sendSequence() ? 1 : 0);
        }
        if (before == null || before.requireSequence() != wanted.requireSequence()) {
            set(Option.RECVSEQ, wanted.requireSequence() ? 1 : 0);
        }
        if (before == null || before.reorderTimeoutMs() != wanted.reorderTimeoutMs()) {
            set(Option.REORDERTO, wanted.reorderTimeoutMs());
        }
        if (before == null || before.debugMask() != wanted.debugMask()) {
            set(Option.DEBUG, wanted.debugMask());
        }
        options = wanted;
    }

    private void set(Option option, int value) throws SystemCallException {
        Calls.check("setsockopt PPPOL2TP_SO_" + option, kernel.setOption(socket, option, value));
    }

    /** Makes the session's device, which is down; nothing of it is left after a failure. */
    void openDevice(LinkOptions link) throws SystemCallException {
        if (channelFd < 0) {
            throw new SystemCallException("the session has no channel");
        }
        if (device == null) {
            device = KernelDevice.open(context, this, channelFd, link);
        }
    }

    /** Gives the device its network, or changes that; null, or what failed: there is none then. */
    String apply(SessionNetwork network) {
        return device == null ? "the session has no device" : device.apply(network);
    }

    /** Leaves the PPPoX socket alone, for a pppd that attaches the channel itself. */
    void leaveChannel() {
        closeChannel();
        DescriptorCloser.closeNow(kernel, channelFd);
        channelFd = -1;
    }

    /** Takes away everything, its figures last; a device with a name of its own at once, so that the name is free. */
    void close() {
        open = false;
        tunnel.remove(this);
        meter.close(kernel.statistics(socket));
        closeChannel();
        int unitFd = -1;
        if (device != null) {
            device.retire();
            unitFd = device.fd();
        }
        if (device != null && device.isNamed()) {
            DescriptorCloser.closeNow(kernel, channelFd, socket, unitFd);
        } else {
            context.closer().close(channelFd, socket, unitFd);
        }
    }

    /** Tells the engine once that nothing more will come. */
    void onDead(String words) {
        if (open && !toldDead) {
            toldDead = true;
            var result = ResultCode.of(ResultCode.CDN_LOST_CARRIER, "the data path of the session is gone");
            context.sink().onNotice(session, new SessionNotice.Ended(result, null, words));
        }
    }

    DataSession session() {
        return session;
    }

    KernelTunnel tunnel() {
        return tunnel;
    }

    int id() {
        return session.localSessionId();
    }

    @Override
    public int socket() {
        return open ? socket : -1;
    }

    /** What was counted; stays after the end. */
    @Override
    public Meter meter() {
        return meter;
    }

    int channel() {
        return channel;
    }

    /** Descriptor of the channel; -1 when a pppd has it. */
    int channelFd() {
        return channelFd;
    }

    /** The limits of its device. */
    DeviceRates rates() {
        return rates;
    }

    /** Null before the network phase. */
    KernelDevice device() {
        return device;
    }
}
