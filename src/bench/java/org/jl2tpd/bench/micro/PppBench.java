package org.jl2tpd.bench.micro;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthProtocol;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.ppp.PppHost;
import org.jl2tpd.ppp.PppLink;
import org.jl2tpd.ppp.PppSettings;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.Secret;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A PPP link from LCP to IPCP, both ends, with CHAP or PAP. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PppBench {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final PppSettings.Negotiation NEGOTIATION = new PppSettings.Negotiation(3 * SECOND_NS, 10, 2, 5);
    private static final AuthReply ACCEPTED = AuthReply.accept(
            "",
            null,
            new AddressGrant(
                    IpAddress.v4(0x0a000001), IpAddress.v4(0x0a000002), List.of(), null, null, List.of(), 0, 0));

    private final Chance random = new Chance();

    private static PppSettings settings(boolean server, AuthProtocol protocol) {
        return new PppSettings(
                server,
                server ? List.of(protocol) : List.of(),
                server ? List.of() : List.of(protocol),
                server ? "lns" : "lac",
                server ? null : "user",
                server ? null : Secret.of("secret"),
                1460,
                1460,
                true,
                false,
                null,
                null,
                false,
                0,
                NEGOTIATION,
                NEGOTIATION,
                30 * SECOND_NS,
                3,
                30 * SECOND_NS,
                3 * SECOND_NS,
                10,
                new PppSettings.Pap(3 * SECOND_NS, 10, 0),
                "",
                0,
                60 * SECOND_NS,
                0,
                0);
    }

    /** One end: its frames wait until the other takes them. */
    private static final class End implements PppHost {
        final ArrayDeque<byte[]> frames = new ArrayDeque<>();
        final ByteBuffer buffer = ByteBuffer.allocate(1700);

        @Override
        public ByteBuffer frameBuffer() {
            return buffer.clear().position(64);
        }

        @Override
        public void sendFrame(ByteBuffer frame, boolean priority) {
            byte[] octets = new byte[frame.remaining()];
            frame.get(octets);
            frames.add(octets);
        }

        @Override
        public AuthReply authenticate(AuthRequest request, long nowNs) {
            return ACCEPTED;
        }

        @Override
        public void linkEstablished(int sendAccm, int receiveAccm, long nowNs) {}

        @Override
        public void ipv4Up(IpAddress local, IpAddress peer, List<IpAddress> dns, long nowNs) {}

        @Override
        public void ipv4Down(long nowNs) {}

        @Override
        public void ipv6Up(long localInterfaceId, long peerInterfaceId, long nowNs) {}

        @Override
        public void ipv6Down(long nowNs) {}

        @Override
        public void linkDown(PppDisconnectCause cause, long nowNs) {}

        @Override
        public boolean traced() {
            return false;
        }

        @Override
        public void trace(String text) {}
    }

    private PppLink bringUp(AuthProtocol protocol) {
        End serverEnd = new End();
        End clientEnd = new End();
        PppLink server = new PppLink(settings(true, protocol), serverEnd, random);
        PppLink client = new PppLink(settings(false, protocol), clientEnd, random);
        server.up(0);
        client.up(0);
        while (carry(serverEnd, client) | carry(clientEnd, server)) {
            Thread.onSpinWait();
        }
        if (!server.ipv4Open() || !client.ipv4Open()) {
            throw new IllegalStateException("the link did not come up");
        }
        return server;
    }

    private static boolean carry(End from, PppLink to) {
        boolean any = false;
        for (byte[] frame = from.frames.poll(); frame != null; frame = from.frames.poll()) {
            any = true;
            to.onFrame(0, ByteBuffer.wrap(frame));
        }
        return any;
    }

    @Benchmark
    public PppLink withPap() {
        return bringUp(AuthProtocol.PAP);
    }

    @Benchmark
    public PppLink withChap() {
        return bringUp(AuthProtocol.CHAP_MD5);
    }
}
