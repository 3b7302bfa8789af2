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

/** The inputs of an {@link Engine}, as the reactor calls them; see there for each. */
public interface EngineInputs {
    void start(long nowNs);

    void onDatagram(long nowNs, DatagramPath from, ByteBuffer datagram);

    void onPacket(long nowNs, DataSession session, ByteBuffer packet);

    void onFrame(long nowNs, DataSession session, ByteBuffer frame);

    void onNotice(long nowNs, DataSession session, SessionNotice notice);

    void onResolved(long nowNs, long token, List<IpAddress> addresses, String problem);

    void onAuthReply(long nowNs, long ticket, AuthReply reply);

    void onSocketError(long nowNs, int socket, int errno);

    CommandResult execute(long nowNs, Command command);

    long nextDeadlineNs();

    void onTimeout(long nowNs);

    boolean isStopped();

    /** The inputs of a real engine. */
    static EngineInputs of(Engine engine) {
        return new EngineAdapter(engine);
    }
}
