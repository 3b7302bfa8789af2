package org.jl2tpd.reactor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.EnginePorts;
import org.jl2tpd.engine.SessionNotice;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.TransportPath;

/** An engine that sends every datagram back and notes the rest. */
class FakeEngine implements EngineInputs {
    final EnginePorts ports;
    final List<String> inputs = new CopyOnWriteArrayList<>();
    volatile TransportPath lastPath;
    volatile boolean stopped;
    volatile long deadlineNs = Long.MAX_VALUE;
    private TransportPath replyPath;

    FakeEngine(EnginePorts ports) {
        this.ports = ports;
    }

    @Override
    public void start(long nowNs) {
        inputs.add("start");
    }

    @Override
    public void onDatagram(long nowNs, DatagramPath from, ByteBuffer datagram) {
        if (replyPath == null || !from.isFrom(replyPath)) {
            replyPath = from.freeze();
            lastPath = replyPath;
        }
        ports.sendDatagram(replyPath, datagram);
    }

    @Override
    public void onPacket(long nowNs, DataSession session, ByteBuffer packet) {
        inputs.add("packet " + packet.remaining());
    }

    @Override
    public void onFrame(long nowNs, DataSession session, ByteBuffer frame) {}

    @Override
    public void onNotice(long nowNs, DataSession session, SessionNotice notice) {}

    @Override
    public void onResolved(long nowNs, long token, List<IpAddress> addresses, String problem) {
        inputs.add("resolved " + token + " " + addresses + " " + problem);
    }

    @Override
    public void onAuthReply(long nowNs, long ticket, AuthReply reply) {
        inputs.add("auth " + ticket);
    }

    @Override
    public void onSocketError(long nowNs, int socket, int errno) {
        inputs.add("error " + errno);
    }

    @Override
    public CommandResult execute(long nowNs, Command command) {
        if (command instanceof Command.Stop) {
            stopped = true;
        }
        return CommandResult.done(command);
    }

    @Override
    public long nextDeadlineNs() {
        return deadlineNs;
    }

    @Override
    public void onTimeout(long nowNs) {
        inputs.add("timeout");
        deadlineNs = Long.MAX_VALUE;
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }
}
