package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.DataTunnel;
import org.jl2tpd.engine.FrameDatapath.DebugEffect;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.FakeTracefs;
import org.jl2tpd.wire.TransportPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugMasksTest {
    private static final long OURS = 77;
    private static final String INSTANCE = "jl2tpd-77";
    private static final long PERIOD = DebugMasks.PERIOD_NS;
    private static final String CONTROL = """
            net/l2tp/l2tp_core.c:711 [l2tp_core]l2tp_recv_common =_ "l2tp_core: %s: recv data has no seq numbers"
            net/l2tp/l2tp_core.c:819 [l2tp_core]l2tp_udp_recv_core =p "l2tp_core: %s: recv short packet"
            net/l2tp/l2tp_core.c:873 [l2tp_core]l2tp_udp_recv_core =_ "l2tp_core: %s: no session found"
            """;

    @TempDir
    Path folder;

    private final List<String> log = new ArrayList<>();
    private final Tunnel office = new Tunnel(10, "office");
    private final Session first = new Session(office, 33, "s1");
    private final Session second = new Session(office, 34, "");
    private FakeTracefs fake;
    private DebugMasks debug;
    private int socketMask;

    private record Tunnel(int localTunnelId, String name) implements DataTunnel {
        @Override
        public int peerTunnelId() {
            return 0;
        }

        @Override
        public TransportPath path() {
            return null;
        }

        @Override
        public Object datapathState() {
            return null;
        }

        @Override
        public void setDatapathState(Object state) {}
    }

    private record Session(Tunnel dataTunnel, int localSessionId, String name) implements DataSession {
        @Override
        public int localTunnelId() {
            return dataTunnel.localTunnelId();
        }

        @Override
        public int peerSessionId() {
            return 0;
        }

        @Override
        public Object datapathState() {
            return null;
        }

        @Override
        public void setDatapathState(Object state) {}
    }

    /** A driver's socket before Linux 5.10, or one that only says yes. */
    private DebugMasks.DebugSocket socket(boolean ignores) {
        return new DebugMasks.DebugSocket() {
            @Override
            public int set(int mask) {
                socketMask = mask;
                return 0;
            }

            @Override
            public int get() {
                return ignores ? 0 : socketMask;
            }
        };
    }

    @BeforeEach
    void setUp() throws IOException {
        fake = new FakeTracefs(folder);
        Files.writeString(fake.control, CONTROL);
        debug = new DebugMasks(
                fake.tracefs(OURS),
                fake.dynamicDebug(),
                fake.memo(OURS),
                OURS,
                (tunnel, session, name, text) -> log.add(tunnel + "/" + session + " " + name + " " + text));
    }

    private static DebugEffect effect(List<DebugEffect> effects, String what) {
        return effects.stream().filter(e -> e.what().equals(what)).findFirst().orElseThrow();
    }

    private void emit(String text) throws IOException {
        fake.emit(INSTANCE, "x-1 [000] ..... 1.5: " + text);
    }

    @Test
    void switchesTheTracepointsOfEachBit() {
        debug.set(0, office, null, 2, socket(true));
        assertThat(fake.on(INSTANCE)).containsExactlyElementsOf(FakeTracefs.EVENTS.subList(0, 6));
        debug.set(0, office, null, 4, socket(true));
        assertThat(fake.on(INSTANCE)).containsExactlyElementsOf(FakeTracefs.EVENTS.subList(6, 13));
        debug.set(0, office, null, 5, socket(true));
        assertThat(fake.on(INSTANCE)).containsExactlyElementsOf(FakeTracefs.EVENTS);
        debug.set(0, office, null, 8, socket(true));
        assertThat(fake.instance(INSTANCE)).doesNotExist();
    }

    @Test
    void tellsTheLinesOfMaskedOnesAloneWithTheirNames() throws IOException {
        debug.set(0, office, first, 2, socket(true));
        emit("register_tunnel: tunl 10: type=managed");
        emit("register_session: sess 10/33: pseudowire=PPP sid=33 psid=44 tid=33 ptid=44");
        emit("register_session: sess 10/34: pseudowire=PPP");
        emit("session_pkt_oos: sess 10/33: pkt_ns=1");
        debug.poll(PERIOD - 1);
        assertThat(log).isEmpty();
        assertThat(debug.nextDeadlineNs()).isEqualTo(PERIOD);
        debug.poll(PERIOD);
        assertThat(log).containsExactly("10/33 office/s1 register_session pseudowire=PPP sid=33 psid=44 at 1.5");
    }

    @Test
    void theKernelKeepsTheLinesOfMaskedOnesAlone() {
        Path filter = fake.instance(INSTANCE).resolve("events/l2tp/filter");
        debug.set(0, office, first, 2, socket(true));
        assertThat(FakeTracefs.text(filter)).isEqualTo("name == \"sess 10/33\"");
        debug.set(0, office, null, 2, socket(true));
        assertThat(FakeTracefs.text(filter)).contains("name == \"tunl 10\"", " || ");
        for (int id = 100; id < 100 + DebugTracepoints.MAX_KEPT; id++) {
            debug.set(0, office, new Session(office, id, ""), 2, socket(true));
        }
        assertThat(FakeTracefs.text(filter)).startsWith("0");
    }

    @Test
    void aClosedSessionIsHeardUntilTheDriverFreedIt() throws IOException {
        debug.set(0, office, first, 2, socket(true));
        debug.closed(0, office, first);
        emit("free_session: sess 10/33");
        debug.poll(PERIOD);
        assertThat(log).containsExactly("10/33 office/s1 free_session at 1.5");
        assertThat(fake.instance(INSTANCE)).exists();
        debug.poll(DebugMasks.LINGER_NS);
        assertThat(fake.instance(INSTANCE)).doesNotExist();
        assertThat(debug.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theLastMaskThatWantsSomethingTakesItBack() {
        debug.set(0, office, first, 1, socket(true));
        debug.set(0, office, second, 1, socket(true));
        debug.set(0, office, first, 0, socket(true));
        assertThat(fake.on(INSTANCE)).hasSize(6);
        debug.set(0, office, second, 0, socket(true));
        assertThat(fake.instance(INSTANCE)).doesNotExist();
    }

    @Test
    void messagesOfTheDriverAreSwitchedAndWhatOthersSwitchedStays() throws IOException {
        var effects = debug.set(0, office, null, 4, socket(true));
        assertThat(effect(effects, "dynamic_debug").active()).isTrue();
        assertThat(effect(effects, "dynamic_debug").detail()).startsWith("1 message of the driver goes");
        assertThat(FakeTracefs.text(fake.control))
                .startsWith("file net/l2tp/l2tp_core.c line 711 module l2tp_core +p\n");
        Files.writeString(fake.control, CONTROL.replaceFirst("=_", "=p"));
        effects = debug.set(0, office, first, 1, socket(true));
        assertThat(effect(effects, "dynamic_debug").detail()).startsWith("3 messages");
        assertThat(FakeTracefs.text(fake.control))
                .startsWith("file net/l2tp/l2tp_core.c line 873 module l2tp_core +p\n");
        assertThat(FakeTracefs.text(fake.run.resolve("jl2tpd-77.dynamic_debug")).lines())
                .hasSize(2);
        debug.close();
        assertThat(FakeTracefs.text(fake.control)).contains("-p\n").doesNotContain("line 819 ");
        assertThat(fake.run).isEmptyDirectory();
    }

    @Test
    void aDriverThatKnowsTheMaskTakesEffect() {
        var effects = debug.set(0, office, null, 6, socket(false));
        assertThat(effect(effects, "setsockopt"))
                .isEqualTo(new DebugEffect("setsockopt", true, "the driver's mask is 6"));
    }

    @Test
    void aDriverThatIgnoresTheMaskIsNotSaidToHaveIt() {
        var effects = debug.set(0, office, null, 6, socket(true));
        assertThat(socketMask).isEqualTo(6);
        assertThat(effect(effects, "setsockopt").active()).isFalse();
        assertThat(effect(effects, "setsockopt").detail()).contains("reads back 0");
        assertThat(effect(effects, "tracepoints").active()).isTrue();
    }

    @Test
    void aRefusedMaskChangesNothing() {
        debug.set(0, office, null, 2, socket(true));
        var effects = debug.set(0, office, null, 4, new KernelDebug.DebugSocket() {
            @Override
            public int set(int mask) {
                return -Errno.EINVAL;
            }

            @Override
            public int get() {
                return 0;
            }
        });
        assertThat(effects).hasSize(1).allMatch(DebugEffect::refused);
        assertThat(fake.on(INSTANCE)).containsExactlyElementsOf(FakeTracefs.EVENTS.subList(0, 6));
    }

    @Test
    void tenThousandMaskedSessionsAreCountedNotSearched() {
        for (int id = 1; id <= 10_000; id++) {
            debug.set(0, office, new Session(office, id, ""), 6, socket(true));
        }
        for (int id = 1; id <= 10_000; id++) {
            debug.set(0, office, new Session(office, id, ""), 0, socket(true));
        }
        assertThat(fake.instance(INSTANCE)).doesNotExist();
    }

    @Test
    void bitEightIsSaidToShowNothing() {
        var effects = debug.set(0, office, null, 8, socket(true));
        assertThat(effect(effects, "tracepoints"))
                .isEqualTo(new DebugEffect(
                        "tracepoints", false, "the driver has nothing for bit 8 (data) since Linux 5.10"));
        assertThat(effect(effects, "dynamic_debug").active()).isFalse();
    }

    @Test
    void saysWhyNothingCouldBeSwitched() throws IOException {
        Files.delete(fake.tracing.resolve("events/l2tp"));
        Files.delete(fake.control);
        var effects = debug.set(0, office, null, 15, null);
        assertThat(effects).noneMatch(DebugEffect::active);
        assertThat(effect(effects, "tracepoints").detail()).contains("l2tp_core");
        assertThat(effect(effects, "dynamic_debug").detail()).contains("not permitted");
        debug.poll(PERIOD);
        debug.close();
    }

    @Test
    void aFloodIsCutAndCounted() throws IOException {
        debug.set(0, office, first, 4, socket(true));
        for (int i = 0; i < DebugMasks.LINES_PER_SECOND + 20; i++) {
            emit("session_pkt_oos: sess 10/33: pkt_ns=1");
        }
        debug.poll(PERIOD);
        assertThat(log).hasSize(DebugMasks.LINES_PER_SECOND);
        debug.poll(2 * 1_000_000_000L);
        assertThat(log.get(log.size() - 1)).contains("20 lines of tracepoints");
    }

    @Test
    void nothingIsLeftAtTheEnd() throws IOException {
        debug.set(0, office, null, 15, socket(true));
        debug.set(0, office, first, 15, socket(true));
        emit("delete_tunnel: tunl 10");
        debug.close();
        debug.close();
        assertThat(log).containsExactly("10/0 office delete_tunnel at 1.5");
        assertThat(fake.tracing.resolve("instances")).isEmptyDirectory();
        assertThat(fake.run).isEmptyDirectory();
    }
}
