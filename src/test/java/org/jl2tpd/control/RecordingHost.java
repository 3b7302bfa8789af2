package org.jl2tpd.control;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.TraceFacility;

/** A host that keeps what it is told. Datagrams wait in {@link #sent} until a test takes them. */
final class RecordingHost implements ControlHost {
    final Deque<byte[]> sent = new ArrayDeque<>();
    final List<String> events = new ArrayList<>();
    final List<String> traces = new ArrayList<>();
    final Map<ControlCounter, Integer> counters = new EnumMap<>(ControlCounter.class);
    final List<Session> dialled = new ArrayList<>();
    final List<Session> admitted = new ArrayList<>();
    boolean tracing = true;
    Function<Session, CallDecision> admission = session -> CallDecision.accept(TestParameters.session());
    BiConsumer<Session, Long> onEstablished = (session, nowNs) -> {};
    BiConsumer<Session, Long> onSessionClosed = (session, nowNs) -> {};
    BiConsumer<Session, Long> onDial = (session, nowNs) -> {};
    BiConsumer<Tunnel, Long> onTunnelEstablished = (tunnel, nowNs) -> {};
    private final ByteBuffer buffer = ByteBuffer.allocate(1500);

    int count(String event) {
        return (int) events.stream().filter(event::equals).count();
    }

    int counted(ControlCounter counter) {
        return counters.getOrDefault(counter, 0);
    }

    @Override
    public void sendControl(Tunnel tunnel, ByteBuffer datagram) {
        byte[] octets = new byte[datagram.remaining()];
        datagram.get(octets);
        sent.add(octets);
    }

    @Override
    public ByteBuffer controlBuffer() {
        return buffer;
    }

    @Override
    public void tunnelEstablished(Tunnel tunnel, long nowNs) {
        events.add("tunnelEstablished");
        onTunnelEstablished.accept(tunnel, nowNs);
    }

    @Override
    public void tunnelClosed(Tunnel tunnel, long nowNs) {
        events.add("tunnelClosed");
    }

    @Override
    public CallDecision admitCall(Session session, ControlMessage request, long nowNs) {
        admitted.add(session);
        return admission.apply(session);
    }

    @Override
    public void dial(Session session, ControlMessage request, long nowNs) {
        dialled.add(session);
        onDial.accept(session, nowNs);
    }

    @Override
    public void sessionEstablished(Session session, long nowNs) {
        events.add("sessionEstablished");
        onEstablished.accept(session, nowNs);
    }

    @Override
    public void sessionClosed(Session session, long nowNs) {
        events.add("sessionClosed");
        onSessionClosed.accept(session, nowNs);
    }

    @Override
    public void accmReceived(Session session, int sendAccm, int receiveAccm) {
        events.add(String.format("accm %08x %08x", sendAccm, receiveAccm));
    }

    @Override
    public void callErrorsReceived(Session session, ControlMessage wen) {
        events.add("callErrors");
    }

    @Override
    public void count(ControlCounter counter) {
        counters.merge(counter, 1, Integer::sum);
    }

    @Override
    public void countMessage(int messageType, MessageOutcome outcome) {}

    @Override
    public boolean traced(TraceFacility facility, Tunnel tunnel, Session session) {
        return tracing;
    }

    @Override
    public void trace(TraceFacility facility, Tunnel tunnel, Session session, String text) {
        traces.add(facility + " " + text);
    }
}
