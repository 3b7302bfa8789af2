package org.jl2tpd.reactor;

import java.nio.ByteBuffer;
import org.jl2tpd.datapath.PacketSink;
import org.jl2tpd.datapath.PolledSource;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.SessionNotice;
import org.jl2tpd.linux.Poller;
import org.jl2tpd.linux.SystemCallException;

/** The reactor's side of the datapath: its packets go to the engine, its descriptors are polled. */
final class DatapathSink implements PacketSink {
    private final Reactor reactor;
    private final DatagramSender sender;
    private final Poller poller;
    private final FailureGuard guard;
    private final TraceSink traces;
    private final Sources sources = new Sources();

    DatapathSink(Reactor reactor, DatagramSender sender, Poller poller, FailureGuard guard, TraceSink traces) {
        this.reactor = reactor;
        this.sender = sender;
        this.poller = poller;
        this.guard = guard;
        this.traces = traces;
    }

    /** Takes a bounded batch from the source whose token the poller reported. */
    void drain(long token) {
        PolledSource source = sources.get(token);
        if (source == null) {
            return;
        }
        try {
            source.drain(Reactor.PACKETS_PER_TURN);
            guard.succeeded(FailureGuard.Input.DATAPATH);
        } catch (Throwable e) {
            guard.failed(FailureGuard.Input.DATAPATH, e, nowNs());
        }
    }

    @Override
    public ByteBuffer lend() {
        return sender.lend();
    }

    @Override
    public long nowNs() {
        return reactor.nowNs();
    }

    @Override
    public void onPacket(DataSession session, ByteBuffer packet) {
        try {
            reactor.engine().onPacket(nowNs(), session, packet);
            guard.succeeded(FailureGuard.Input.PACKET);
        } catch (Throwable e) {
            guard.failed(FailureGuard.Input.PACKET, e, nowNs());
        }
    }

    @Override
    public void onFrame(DataSession session, ByteBuffer frame) {
        try {
            reactor.engine().onFrame(nowNs(), session, frame);
            guard.succeeded(FailureGuard.Input.PACKET);
        } catch (Throwable e) {
            guard.failed(FailureGuard.Input.PACKET, e, nowNs());
        }
    }

    @Override
    public void onNotice(DataSession session, SessionNotice notice) {
        try {
            reactor.engine().onNotice(nowNs(), session, notice);
            guard.succeeded(FailureGuard.Input.PACKET);
        } catch (Throwable e) {
            guard.failed(FailureGuard.Input.PACKET, e, nowNs());
        }
    }

    @Override
    public void kernelTrace(int tunnelId, int sessionId, String name, String text) {
        traces.kernelTrace(tunnelId, sessionId, name, text);
    }

    @Override
    public void flush() {
        sender.flush();
    }

    @Override
    public int socketFd(int socket) {
        return reactor.socketFd(socket);
    }

    @Override
    public boolean post(Runnable task) {
        return reactor.post(task);
    }

    @Override
    public String watch(int fd, PolledSource source) {
        long token = sources.add(fd, source);
        try {
            poller.add(fd, token);
            return null;
        } catch (SystemCallException e) {
            sources.remove(fd);
            return e.getMessage();
        }
    }

    @Override
    public void unwatch(int fd) {
        poller.remove(fd);
        sources.remove(fd);
    }
}
