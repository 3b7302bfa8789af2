package org.jl2tpd.ppp;

import static org.jl2tpd.ppp.AuthProtocol.CHAP_MD5;
import static org.jl2tpd.ppp.AuthProtocol.MS_CHAP_V2;
import static org.jl2tpd.ppp.AuthProtocol.PAP;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.jl2tpd.testing.SeededRandom;

/**
 * Whatever a peer sends, in every phase and both roles: nothing is thrown, frames keep to the buffer, and the link neither
 * loops nor answers one frame with more than a few.
 */
class PppFuzzTest {
    /** Most frames that one input frame may cause: a renegotiation with results and requests. */
    private static final int MAX_FRAMES_PER_INPUT = 8;

    private static final long MILLISECOND = 1_000_000;

    /** First octet: role, phase and authentication; then frames, each behind a length octet, 0 lets time pass. */
    @FuzzTest(maxDuration = "3m")
    void frames(byte[] input) {
        if (input.length < 2) {
            return;
        }
        var host = new FakeHost();
        PppLink link = linkInPhase(host, input[0] & 0xff);
        var in = ByteBuffer.wrap(input, 1, input.length - 1);
        long nowNs = MILLISECOND;
        while (in.hasRemaining()) {
            int length = in.get() & 0xff;
            host.frames.clear();
            nowNs += MILLISECOND;
            if (length == 0) {
                nowNs = Math.max(nowNs, Math.min(link.nextDeadlineNs(), nowNs + 100_000 * MILLISECOND));
                link.onTimeout(nowNs);
                if (host.pending && !host.requests.isEmpty()) {
                    link.onAuthReply(nowNs, host.judge(host.requests.get(host.requests.size() - 1)));
                }
            } else {
                byte[] frame = new byte[Math.min(length, in.remaining())];
                in.get(frame);
                give(link, nowNs, frame);
            }
            check(host, link);
        }
    }

    private static void give(PppLink link, long nowNs, byte[] frame) {
        boolean ipv6 = frame.length > 2 && frame[0] == 0 && frame[1] == 0x57;
        if (ipv6 && link.ipv6Open()) {
            link.consumesIpv6(nowNs, ByteBuffer.wrap(frame).position(2));
        } else {
            link.onFrame(nowNs, ByteBuffer.wrap(frame));
        }
    }

    private static void check(FakeHost host, PppLink link) {
        if (host.frames.size() > MAX_FRAMES_PER_INPUT) {
            throw new AssertionError(host.frames.size() + " frames for one");
        }
        if (host.cause != null && link.phase() != PppPhase.DEAD) {
            throw new AssertionError("alive after linkDown");
        }
        if (link.phase() == PppPhase.DEAD && link.nextDeadlineNs() != PppLink.NEVER) {
            throw new AssertionError("a dead link waits for something");
        }
        if ((link.ipv4Open() || link.ipv6Open()) && link.phase() != PppPhase.NETWORK) {
            throw new AssertionError("open in " + link.phase());
        }
        link.describe();
        link.sendMtu();
    }

    /** A link that came as far as the selector says; the peer's packets are those of a well-behaved one. */
    private static PppLink linkInPhase(FakeHost host, int selector) {
        AuthProtocol[] protocols = {PAP, CHAP_MD5, MS_CHAP_V2};
        int auth = selector >> 3 & 3;
        boolean server = (selector & 1) == 0;
        Settings settings = server
                ? auth == 3 ? Settings.server() : Settings.server(protocols[auth])
                : auth == 3 ? Settings.client() : Settings.client(protocols[auth]);
        settings.echoIntervalNs = 30_000 * MILLISECOND;
        settings.chapIntervalNs = 40_000 * MILLISECOND;
        host.pending = (selector & 0x40) != 0;
        host.tracing = (selector & 0x80) != 0;
        var link = new PppLink(settings.build(), host, new SeededRandom(selector));
        var peer = new FakeHost();
        Settings other = server ? Settings.client(PAP, CHAP_MD5, MS_CHAP_V2) : Settings.server(protocols[auth % 3]);
        var far = new PppLink(other.build(), peer, new SeededRandom(selector + 1000));
        link.up(0);
        far.up(0);
        int rounds = selector >> 1 & 3;
        for (int i = 0; i < rounds * rounds; i++) {
            carry(host, far);
            carry(peer, link);
        }
        host.frames.clear();
        return link;
    }

    private static void carry(FakeHost from, PppLink to) {
        var frames = java.util.List.copyOf(from.frames);
        from.frames.clear();
        for (byte[] frame : frames) {
            to.onFrame(0, ByteBuffer.wrap(frame));
        }
    }

    @FuzzTest(maxDuration = "1m")
    void ipv6Services(byte[] input) {
        var pair = IPV6;
        pair.serverHost.frames.clear();
        var packet = ByteBuffer.allocate(Math.max(48, input.length + 48));
        packet.putInt(0x60000000).putShort((short) input.length);
        boolean dhcp = input.length > 0 && (input[0] & 1) != 0;
        packet.put((byte) (dhcp ? 17 : 58))
                .put((byte) 255)
                .putLong(0xfe80L << 48)
                .putLong(7);
        packet.putLong(0xff02L << 48).putLong(dhcp ? 0x10002 : 2);
        if (dhcp) {
            packet.putShort((short) 546)
                    .putShort((short) 547)
                    .putShort((short) (input.length + 8))
                    .putShort((short) 0);
            packet.putShort(4, (short) (input.length + 8));
        }
        packet.put(input).flip();
        if (dhcp) {
            int sum = Ipv6Datagram.checksum(packet, 0, input.length + 8);
            packet.putShort(46, (short) (sum == 0 ? 0xffff : sum));
        }
        pair.server.consumesIpv6(0, packet);
        if (pair.serverHost.frames.size() > 1) {
            throw new AssertionError("more than one answer");
        }
    }

    private static final Pair IPV6 = Pair.up(Settings.server(), Settings.client());

    @FuzzTest(maxDuration = "1m")
    void mssClamp(byte[] input) {
        if (input.length < 2) {
            return;
        }
        var packet = ByteBuffer.wrap(input.clone(), 2, input.length - 2);
        boolean changed = MssClamp.clamp(packet, (input[0] & 0xff) << 8 | input[1] & 0xff);
        int differences = 0;
        for (int i = 0; i < input.length; i++) {
            differences += packet.array()[i] == input[i] ? 0 : 1;
        }
        if (differences > 4 || !changed && differences > 0) {
            throw new AssertionError(differences + " octets differ");
        }
    }

    @FuzzTest(maxDuration = "30s")
    void proxyOptions(byte[] input) {
        if (input.length < 2) {
            return;
        }
        int cut = Math.min(input[0] & 0xff, input.length - 1);
        byte[] sent = java.util.Arrays.copyOfRange(input, 1, 1 + cut);
        byte[] received = java.util.Arrays.copyOfRange(input, 1 + cut, input.length);
        for (Settings settings : new Settings[] {Settings.server(CHAP_MD5, PAP), Settings.client(CHAP_MD5)}) {
            var host = new FakeHost();
            var link = new PppLink(settings.build(), host, new SeededRandom(1));
            link.upWithProxy(0, sent, received, null);
            check(host, link);
        }
    }
}
