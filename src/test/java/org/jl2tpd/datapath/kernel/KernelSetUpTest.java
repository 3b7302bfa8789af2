package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jl2tpd.engine.FrameDatapath.LinkOptions;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.linux.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of calls, and what is left when any of them fails: nothing. */
class KernelSetUpTest {
    private static final int[] ERRNOS = {Errno.EPERM, Errno.ENOMEM, Errno.EMFILE, Errno.EBUSY};
    private static final LinkOptions NAMED = new LinkOptions("lns%d", 1400, 1492, true, true, false, false);
    /** Calls without which a session is no worse. */
    private static final String TOLERATED =
            "(no generated address|no default route by|check sources of|no advertisements on|pin).*";

    private final Bench bench = new Bench();

    @Test
    void aClientSessionIsMadeInThisOrder() {
        assertThat(bench.setUp()).isNull();
        assertThat(bench.kernel.calls)
                .containsExactly(
                        "socket",
                        "connect 7/0 70/0 over 33 to 192.0.2.1",
                        "socket",
                        "connect 7/11 70/22 over 33 to 192.0.2.1",
                        "LNSMODE=0",
                        "SENDSEQ=1",
                        "REORDERTO=50",
                        "channel number",
                        "open /dev/ppp",
                        "attach",
                        "watch",
                        "open /dev/ppp",
                        "new unit",
                        "connect unit 0",
                        "index of ppp0",
                        "link 500  mtu 1400 group 1701",
                        "mru 1500",
                        "watch",
                        "no generated address 500",
                        "no default route by ppp0",
                        "up 500 mtu 1400",
                        "address 500 10.0.0.2/32",
                        "address 500 fe80::11/64",
                        "route 500 0.0.0.0/1",
                        "route 500 128.0.0.0/1",
                        "route 500 ::/1",
                        "route 500 8000::/1");
        assertThat(bench.datapath.deviceName(bench.session)).isEqualTo("ppp0");
        assertThat(bench.datapath.deviceIndex(bench.session)).isEqualTo(500);
    }

    @Test
    void theUnitIsClosedLastAndTheTunnelIsDeleted() {
        bench.setUp();
        bench.kernel.calls.clear();
        bench.datapath.closeSession(bench.session);
        bench.datapath.closeTunnel(bench.tunnel);
        assertThat(bench.kernel.calls)
                .containsSubsequence(
                        "remove route 500 0.0.0.0/1",
                        "remove address 500 10.0.0.2/32",
                        "close channel 1011",
                        "close socket 7/11 70/22",
                        "close unit 0",
                        "close socket 7/0 70/0",
                        "delete tunnel 7");
        assertNothingIsLeft(bench);
    }

    @Test
    void aTunnelIdOfAnotherProgramIsNotJoined() {
        bench.kernel.foreignTunnels.add(7);
        assertThat(bench.datapath.openTunnel(bench.tunnel))
                .contains("another program")
                .contains("7");
        assertNothingIsLeft(bench);
    }

    @Test
    void saysSoWhenTheTunnelWasDeletedByAnotherProgram() {
        bench.datapath.openTunnel(bench.tunnel);
        bench.kernel.failAt = bench.kernel.counted + 1;
        bench.kernel.failErrno = Errno.ENOENT;
        assertThat(bench.datapath.openSession(bench.session, Bench.OPTIONS)).contains("another program deleted it");
    }

    @Test
    void aClosedUdpSocketIsAProblem() {
        bench.tunnel.path = new org.jl2tpd.wire.TransportPath(4, Bench.PEER, 1701, Bench.PEER, 1701);
        assertThat(bench.datapath.openTunnel(bench.tunnel)).contains("closed");
        assertNothingIsLeft(bench);
    }

    @Test
    void aSessionForPppdHasNoChannelOfOurs() {
        bench.datapath.openTunnel(bench.tunnel);
        var options = new org.jl2tpd.engine.SessionOptions(true, false, false, 0, false, 0);
        assertThat(bench.datapath.openSession(bench.session, options)).isNull();
        assertThat(bench.kernel.calls).contains("LNSMODE=1").doesNotContain("attach");
        assertThat(bench.watched).isEmpty();
    }

    private static void assertNothingIsLeft(Bench bench) {
        assertThat(bench.kernel.open).isEmpty();
        assertThat(bench.kernel.network).isEmpty();
        assertThat(bench.watched).isEmpty();
    }

    private static List<Supplier<String>> steps(Bench bench, boolean client) {
        LinkOptions link = client ? Bench.LINK : NAMED;
        SessionNetwork network = client ? Bench.clientNetwork() : Bench.serverNetwork();
        SessionNetwork first = client ? network : Bench.network(null, 0x11);
        return List.of(
                () -> bench.datapath.openTunnel(bench.tunnel),
                () -> bench.datapath.openSession(bench.session, Bench.OPTIONS),
                () -> bench.datapath.openDevice(bench.session, link),
                () -> bench.datapath.open(bench.session, first),
                () -> bench.datapath.open(bench.session, network));
    }

    private static Bench pinning() {
        var bench = new Bench();
        bench.kernel.hop = new RecordingKernel.Hop(Bench.PEER, null, 2);
        return bench;
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> everyCall() {
        var all = new ArrayList<org.junit.jupiter.params.provider.Arguments>();
        for (boolean client : new boolean[] {true, false}) {
            Bench whole = pinning();
            steps(whole, client).forEach(Supplier::get);
            for (int i = 0; i < whole.kernel.calls.size(); i++) {
                for (int errno : ERRNOS) {
                    all.add(org.junit.jupiter.params.provider.Arguments.of(
                            client, i, whole.kernel.calls.get(i), errno, Errno.name(errno)));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "client {0}, call {1}: {2} fails with {4}")
    @MethodSource("everyCall")
    void undoesEverythingWhateverCallFails(boolean client, int index, String call, int errno, String name) {
        Bench bench = pinning();
        bench.kernel.failAt = index;
        bench.kernel.failErrno = errno;
        String problem = null;
        for (Supplier<String> step : steps(bench, client)) {
            var descriptors = new java.util.TreeMap<>(bench.kernel.open);
            problem = step.get();
            if (problem != null) {
                assertThat(problem).contains(call.startsWith("name of") ? "gone" : name);
                assertThat(bench.kernel.open).isEqualTo(descriptors);
                assertThat(bench.kernel.network).isEmpty();
                break;
            }
        }
        assertThat(bench.kernel.failed).isEqualTo(call);
        boolean tolerated = call.matches(TOLERATED) || call.equals("router socket");
        boolean routerWatch = call.equals("watch") && problem == null && !client;
        assertThat(problem == null).isEqualTo(tolerated || routerWatch);
        bench.tearDown();
        bench.datapath.close();
        assertNothingIsLeft(bench);
    }
}
