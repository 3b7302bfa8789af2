package org.jl2tpd.control;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.DecodedMessage;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.MessageCodec;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.TransportPath;

/**
 * Two tunnels on a link that loses, duplicates, delays and reorders, in virtual time. The left end opens the tunnel; the right
 * one is made by the SCCRQ, as an engine would.
 */
final class LossyLink {
    private static final TransportPath BACK =
            new TransportPath(1, ScriptedPeer.PATH.peerAddress(), 1701, ScriptedPeer.PATH.localAddress(), 1701);

    final SeededRandom random;
    final RecordingHost leftHost = new RecordingHost();
    final RecordingHost rightHost = new RecordingHost();
    final TestParameters parameters;
    private final int lossPercent;
    private final int duplicatePercent;
    private final long jitterNs;
    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>(Comparator.comparingLong(Flight::atNs).thenComparingLong(Flight::order));
    private long order;
    long nowNs;
    Tunnel left;
    Tunnel right;

    private record Flight(long atNs, long order, boolean toRight, byte[] octets) {}

    LossyLink(long seed, int lossPercent, int duplicatePercent, long jitterNs, TestParameters parameters) {
        random = new SeededRandom(seed);
        this.lossPercent = lossPercent;
        this.duplicatePercent = duplicatePercent;
        this.jitterNs = jitterNs;
        this.parameters = parameters;
        leftHost.tracing = false;
        rightHost.tracing = false;
        left = Tunnel.initiate(nowNs, 0x1111, parameters.tunnel(), ScriptedPeer.PATH, leftHost, random.split());
        pickUp();
    }

    /** Runs until nothing is due before the end. */
    void run(long durationNs) {
        long endNs = nowNs + durationNs;
        while (nextNs() <= endNs) {
            nowNs = Math.max(nowNs, nextNs());
            step();
            pickUp();
        }
        nowNs = endNs;
    }

    private long nextNs() {
        long flight = flights.isEmpty() ? Long.MAX_VALUE : flights.peek().atNs;
        return Math.min(
                flight, Math.min(left.nextDeadlineNs(), right == null ? Long.MAX_VALUE : right.nextDeadlineNs()));
    }

    private void step() {
        if (!flights.isEmpty() && flights.peek().atNs <= nowNs) {
            deliver(flights.remove());
        } else if (left.nextDeadlineNs() <= nowNs) {
            left.onTimeout(nowNs);
        } else {
            right.onTimeout(nowNs);
        }
    }

    /** Puts on the link what the tunnels sent; for tests that call inputs themselves. */
    void pickUp() {
        launch(leftHost, true);
        launch(rightHost, false);
    }

    private void launch(RecordingHost host, boolean toRight) {
        while (!host.sent.isEmpty()) {
            byte[] octets = host.sent.remove();
            int copies = random.nextInt(100) < duplicatePercent ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                if (random.nextInt(100) >= lossPercent) {
                    long delayNs = 5_000_000 + (jitterNs == 0 ? 0 : random.nextInt((int) jitterNs));
                    flights.add(new Flight(nowNs + delayNs, order++, toRight, octets));
                }
            }
        }
    }

    private void deliver(Flight flight) {
        ByteBuffer datagram = ByteBuffer.wrap(flight.octets);
        L2tpHeader header = new L2tpHeader();
        if (header.decode(datagram) != null) {
            return;
        }
        if (!flight.toRight) {
            left.onControl(nowNs, new DatagramPath().set(ScriptedPeer.PATH), header, datagram);
        } else if (header.tunnelId == 0) {
            withoutTunnel(header, datagram);
        } else {
            right.onControl(nowNs, new DatagramPath().set(BACK), header, datagram);
        }
    }

    private void withoutTunnel(L2tpHeader header, ByteBuffer datagram) {
        DecodedMessage message =
                MessageCodec.decode(datagram, header.payloadStart, header.payloadEnd, parameters.secret);
        if (!(message instanceof ControlMessage control)) {
            return;
        }
        if (control.type() == MessageType.SCCRQ && right == null) {
            right = Tunnel.respond(nowNs, 0x2222, parameters.tunnel(), BACK, control, rightHost, random.split());
        } else if (control.type() == MessageType.SCCRQ) {
            right.onDuplicateSccrq(nowNs);
        } else if (right != null && control.u16(AvpType.ASSIGNED_TUNNEL_ID, 0) == left.localId()) {
            right.onControl(nowNs, new DatagramPath().set(BACK), header, datagram);
        }
    }
}
