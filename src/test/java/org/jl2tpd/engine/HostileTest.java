package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Choices.AuthMethod;
import org.jl2tpd.profile.Choices.ProxyAuthType;
import org.jl2tpd.profile.Choices.SessionType;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.HeaderFault;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;
import org.jl2tpd.wire.TransportPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers and broken peers may send to engines that have work to do. */
class HostileTest {
    private static final int FLOOD = 20_000;
    private static final int MUTATIONS = 50_000;

    private static Map<HeaderFault, byte[]> faulty() {
        var all = new EnumMap<HeaderFault, byte[]>(HeaderFault.class);
        all.put(HeaderFault.SHORT, new byte[] {(byte) 0xc8, 2, 0, 12});
        all.put(HeaderFault.L2F, datagram(0xc801, 12));
        all.put(HeaderFault.VERSION_3, datagram(0xc803, 12));
        all.put(HeaderFault.VERSION_UNKNOWN, datagram(0xc805, 12));
        all.put(HeaderFault.CONTROL_FLAGS, datagram(0x8802, 12));
        all.put(HeaderFault.LENGTH, datagram(0xc802, 200));
        all.put(HeaderFault.OFFSET, offset());
        return all;
    }

    private static byte[] datagram(int flags, int length) {
        return ByteBuffer.allocate(12)
                .putShort((short) flags)
                .putShort((short) length)
                .array();
    }

    /** Data whose offset leads behind its end. */
    private static byte[] offset() {
        return ByteBuffer.allocate(12)
                .putShort((short) 0x0202)
                .putShort(6, (short) 5000)
                .array();
    }

    /** L2TP-3.1-03 to -09: every fault has its counter, no answer, and disturbs nobody. */
    @Test
    void aFloodOfEveryFaultIsCountedByReasonAndNeverAnswered() {
        Pair pair = new Pair(new Conf("lns.example"), new Conf("lac.example").dial(1, Pair.LNS)).start(5);
        var answers = new ArrayList<Pair.Datagram>();
        pair.tap = answers::add;
        var from = new DatagramPath();
        var random = new SeededRandom(7);
        assertThat(faulty().keySet()).containsExactly(HeaderFault.values());
        for (int i = 0; i < FLOOD; i++) {
            from.set(new TransportPath(
                    0, IpAddress.parse(Pair.LNS), 1701, IpAddress.v4(random.nextInt()), random.nextInt(65_536)));
            for (byte[] octets : faulty().values()) {
                pair.lns.engine.onDatagram(pair.nowNs(), from, ByteBuffer.wrap(octets));
            }
        }
        assertThat(answers).isEmpty();
        for (HeaderFault fault : HeaderFault.values()) {
            assertThat(pair.lns.counter("dropped_" + fault.name().toLowerCase(java.util.Locale.ROOT)))
                    .as(fault.name())
                    .isEqualTo(FLOOD);
        }
        assertThat(pair.lns.system().tunnels()).isOne();
        pair.lac.sendPacket();
        pair.runSeconds(1);
        assertThat(pair.lns.delivered).hasSize(1);
    }

    /** Everything that two engines say to each other in a rich exchange. */
    private static List<Pair.Datagram> recorded() {
        var all = new ArrayList<Pair.Datagram>();
        Pair pair = rich();
        pair.tap = all::add;
        pair.start(65);
        pair.lac.done(new Command.CloseSession(
                new Command.TunnelKey(0, "t"), new Command.SessionKey(0, "chap"), "record this too"));
        pair.runSeconds(1);
        pair.lns.done(new Command.Stop());
        pair.runSeconds(2);
        return all;
    }

    private static Pair rich() {
        Conf lns = new Conf("lns.example")
                .set(TunnelAttributes.SECRET, Secret.of("s"))
                .set(TunnelAttributes.HELLO_TIMEOUT, 5)
                .set(TunnelAttributes.ALLOW_PPP_PROXY, true)
                .set(PppAttributes.LCP_ECHO_INTERVAL, 7)
                .set(PppAttributes.ASYNCMAP, 5L)
                .set(PppAttributes.IPV6, true)
                .set(SessionAttributes.REORDER_TIMEOUT, 20);
        Map<org.jl2tpd.profile.Attribute<?>, Object> out = Map.of(SessionAttributes.SESSION_TYPE, SessionType.LNOC);
        Map<org.jl2tpd.profile.Attribute<?>, Object> proxy =
                Map.of(SessionAttributes.USE_PPP_PROXY, true, SessionAttributes.PROXY_AUTH_TYPE, ProxyAuthType.CHAP);
        var calls = List.of(
                Conf.session("chap"),
                Conf.session(
                        "pap",
                        Conf.USER,
                        Conf.PASSWORD,
                        Map.of(SessionAttributes.SEQUENCING_REQUIRED, true),
                        Map.of(PppAttributes.AUTH_ORDER, List.of(AuthMethod.PAP))),
                Conf.session("proxied", Conf.USER, Conf.PASSWORD, proxy, Map.of()),
                Conf.session("out", Conf.USER, Conf.PASSWORD, out, Map.of(PppAttributes.AUTH_NONE, true)));
        Conf lac = new Conf("lac.example")
                .set(TunnelAttributes.SECRET, Secret.of("s"))
                .set(TunnelAttributes.HIDE_AVPS, true)
                .set(TunnelAttributes.HELLO_TIMEOUT, 5)
                .set(PppAttributes.IPV6, true)
                .set(SystemAttributes.REDIAL_MAX_SECONDS, 5)
                .set(SystemAttributes.SESSION_PERSIST_PEND_TIMEOUT, 1)
                .dial(Conf.tunnel("t", true, calls, Pair.LNS));
        return new Pair(lns, lac);
    }

    /**
     * Mutations of good datagrams, readdressed to the ids that are in use now, reach both engines in every state that they go
     * through; nothing is thrown, nothing leaks, and in the end the engines still work.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void mutatedDatagramsInEveryStateDoNoHarm(int seed) {
        List<Pair.Datagram> good = recorded();
        var random = new SeededRandom(seed);
        Pair pair = rich();
        pair.start(0);
        for (int i = 0; i < MUTATIONS; i++) {
            if (random.nextInt(20) == 0) {
                pair.runFor(random.nextInt(300) * Pair.MS);
                keepSmall(pair);
            }
            Pair.Datagram original = good.get(random.nextInt(good.size()));
            PairNode target = original.to().equals(IpAddress.parse(Pair.LNS)) ? pair.lns : pair.lac;
            inject(pair, target, original, mutated(random, target, original.octets()), random);
        }
        assertThat(pair.lns.counter("control_malformed_messages")).isGreaterThan(50);
        assertThat(pair.lns.count(EngineCounter.TUNNELS_OPENED)).isGreaterThan(4);
        assertThat(pair.lns.count(EngineCounter.SESSIONS_OPENED)).isGreaterThan(4);
        assertThat(pair.lns.count(EngineCounter.DATA_RECEIVED_PACKETS)).isGreaterThan(1000);
        pair.runSeconds(700);
        Invariant.holds(pair.lns);
        Invariant.holds(pair.lac);
        assertThat(pair.lac.system().tunnelsEstablished()).isPositive();
        assertThat(pair.lac.open).isNotEmpty();
    }

    private static void keepSmall(Pair pair) {
        pair.nodes.forEach(node -> {
            node.events.clear();
            node.delivered.clear();
            node.authRequests.clear();
        });
    }

    /** From where the target expects it, most of the time. */
    private static void inject(Pair pair, PairNode target, Pair.Datagram original, byte[] octets, SeededRandom random) {
        var from = new DatagramPath();
        TransportPath path =
                new TransportPath(0, target.addresses.get(0), PairNode.PORT, original.from(), original.fromPort());
        TunnelEntry entry = target.engine.core().tunnels.after(random.nextInt(65_536));
        entry = entry == null ? target.engine.core().tunnels.after(0) : entry;
        if (entry != null && random.nextInt(10) != 0) {
            path = entry.path();
        }
        target.engine.onDatagram(pair.nowNs(), from.set(path), ByteBuffer.wrap(octets));
    }

    private static byte[] mutated(SeededRandom random, PairNode target, byte[] good) {
        byte[] octets = good.clone();
        readdress(random, target, octets);
        int what = random.nextInt(8);
        if (what == 0) {
            octets = java.util.Arrays.copyOf(octets, random.nextInt(octets.length + 20));
        }
        for (int i = random.nextInt(4); i > 0 && octets.length > 0; i--) {
            int at = random.nextInt(octets.length);
            octets[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) (octets[at] ^ 1 << random.nextInt(8));
                case 1 -> 0;
                case 2 -> (byte) 0xff;
                default -> (byte) random.nextInt();
            };
        }
        return octets;
    }

    /** Puts in a tunnel's and a session's id that exist, and sequence numbers that are next. */
    private static void readdress(SeededRandom random, PairNode target, byte[] octets) {
        TunnelEntry entry = target.engine.core().tunnels.after(random.nextInt(65_536));
        if (entry == null || octets.length < 12 || random.nextInt(10) == 0) {
            return;
        }
        ByteBuffer out = ByteBuffer.wrap(octets);
        boolean control = octets[0] < 0;
        int at = (octets[0] & 0x40) != 0 ? 4 : 2;
        if (control && out.getShort(at) != 0) {
            out.putShort(8, (short) (entry.tunnel.channelStatus().nr() + random.nextInt(3) / 2));
            out.putShort(10, (short) entry.tunnel.channelStatus().ns());
        }
        if (out.getShort(at) != 0) {
            out.putShort(at, (short) entry.id);
        }
        var sessions = entry.tunnel.sessions().iterator();
        if (out.getShort(at + 2) != 0 && sessions.hasNext()) {
            out.putShort(at + 2, (short) sessions.next().localId());
        }
    }

    /** What holds of an engine after whatever it was sent. */
    private static final class Invariant {
        static void holds(PairNode node) {
            Core core = node.engine.core();
            int sessions = 0;
            int tunnels = 0;
            for (TunnelEntry e = core.tunnels.after(0); e != null; e = core.tunnels.after(e.id)) {
                tunnels++;
                sessions += e.tunnel.sessionCount();
            }
            assertThat(core.tunnels.size()).isEqualTo(tunnels).isLessThan(50);
            assertThat(core.sessions).isEqualTo(sessions);
            assertThat(node.leases.size()).isLessThanOrEqualTo(sessions);
            assertThat(node.open.size()).isLessThanOrEqualTo(sessions);
            assertThat(core.halfOpen.size()).isLessThan(50);
            assertThat(node.sockets.size()).isLessThan(50);
        }
    }
}
