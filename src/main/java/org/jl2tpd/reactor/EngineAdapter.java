package org.jl2tpd.reactor;

import java.nio.ByteBuffer;
import java.util.List;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.Engine;
import org.jl2tpd.engine.SessionNotice;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.IpAddress;

/** Passes every input on to an engine. */
record EngineAdapter(Engine engine) implements EngineInputs {
    @Override
    public void start(long nowNs) {
        engine.start(nowNs);
    }

    @Override
    public void onDatagram(long nowNs, DatagramPath from, ByteBuffer datagram) {
        engine.onDatagram(nowNs, from, datagram);
    }

    @Override
    public void onPacket(long nowNs, DataSession session, ByteBuffer packet) {
        engine.onPacket(nowNs, session, packet);
    }

    @Override
    public void onFrame(long nowNs, DataSession session, ByteBuffer frame) {
        engine.onFrame(nowNs, session, frame);
    }

    @Override
    public void onNotice(long nowNs, DataSession session, SessionNotice notice) {
        engine.onNotice(nowNs, session, notice);
    }

    @Override
    public void onResolved(long nowNs, long token, List<IpAddress> addresses, String problem) {
        engine.onResolved(nowNs, token, addresses, problem);
    }

    @Override
    public void onAuthReply(long nowNs, long ticket, AuthReply reply) {
        engine.onAuthReply(nowNs, ticket, reply);
    }

    @Override
    public void onSocketError(long nowNs, int socket, int errno) {
        engine.onSocketError(nowNs, socket, errno);
    }

    @Override
    public CommandResult execute(long nowNs, Command command) {
        return engine.execute(nowNs, command);
    }

    @Override
    public long nextDeadlineNs() {
        return engine.nextDeadlineNs();
    }

    @Override
    public void onTimeout(long nowNs) {
        engine.onTimeout(nowNs);
    }

    @Override
    public boolean isStopped() {
        return engine.isStopped();
    }
}
