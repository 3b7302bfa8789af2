package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.L2tpSession;
import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.L2tpTunnel;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.Test;

class StaticTunnelsTest {
    private final FakeKernel kernel = new FakeKernel();

    /** Remembers calls, and fails those that it is told to. */
    private static final class FakeKernel implements StaticKernel {
        private final List<String> calls = new ArrayList<>();
        private final Map<Long, L2tpTunnel> tunnels = new LinkedHashMap<>();
        private final Map<String, L2tpSession> sessions = new LinkedHashMap<>();
        private final TreeSet<String> failing = new TreeSet<>();
        private final TreeSet<String> taken = new TreeSet<>();
        private int looksUntilGone;
        private int devices;
        private boolean closed;

        private void call(String call) throws SystemCallException {
            calls.add(call);
            if (taken.contains(call)) {
                throw new SystemCallException(call, Errno.EEXIST);
            }
            if (failing.contains(call)) {
                throw new SystemCallException(call + " failed");
            }
        }

        @Override
        public L2tpTunnel tunnel(long tunnelId) {
            if (looksUntilGone > 0 && --looksUntilGone == 0) {
                tunnels.clear();
                sessions.clear();
            }
            return tunnels.get(tunnelId);
        }

        @Override
        public L2tpSession session(long tunnelId, long sessionId) {
            return sessions.get(tunnelId + "/" + sessionId);
        }

        @Override
        public void createTunnel(L2tpTunnel tunnel) throws SystemCallException {
            call("create " + tunnel.tunnelId());
            tunnels.put(tunnel.tunnelId(), tunnel);
        }

        @Override
        public void deleteTunnel(long tunnelId) throws SystemCallException {
            call("delete " + tunnelId);
            if (looksUntilGone == 0) {
                tunnels.remove(tunnelId);
                sessions.keySet().removeIf(key -> key.startsWith(tunnelId + "/"));
            }
        }

        @Override
        public void createSession(L2tpSession s) throws SystemCallException {
            call("create " + s.tunnelId() + "/" + s.sessionId());
            sessions.put(
                    s.tunnelId() + "/" + s.sessionId(), session(s.tunnelId(), s.sessionId(), "l2tpeth" + devices++));
        }

        @Override
        public void deleteSession(long tunnelId, long sessionId) throws SystemCallException {
            call("delete " + tunnelId + "/" + sessionId);
            sessions.remove(tunnelId + "/" + sessionId);
        }

        @Override
        public String setUp(String device, int mtu, List<StaticTunnel.Address> addresses) {
            calls.add("up " + device + " " + mtu + " " + addresses.size());
            return failing.contains("up " + device) ? device + ": no" : null;
        }

        @Override
        public void close() {
            closed = true;
        }

        L2tpSession session(long tunnelId, long sessionId, String device) {
            return new L2tpSession(
                    tunnelId,
                    0,
                    sessionId,
                    1,
                    5,
                    device,
                    new byte[0],
                    new byte[0],
                    1,
                    false,
                    false,
                    false,
                    0,
                    new L2tpStatistics(7, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        }
    }

    private static L2tpTunnel tunnel(long id, String peer) {
        byte[] local = IpAddress.parse("192.0.2.1").toBytes();
        return new L2tpTunnel(3, id, 1, local, IpAddress.parse(peer).toBytes(), null, L2tpStatistics.NONE);
    }

    private StaticTunnel wanted(String name, long id, long... sessions) {
        List<StaticTunnel.Session> all = new ArrayList<>();
        for (long session : sessions) {
            var address = new StaticTunnel.Address(IpAddress.parse("10.0.0.1"), 24);
            all.add(new StaticTunnel.Session("s" + session, kernel.session(id, session, ""), 1400, List.of(address)));
        }
        return new StaticTunnel(name, tunnel(id, "192.0.2.2"), all);
    }

    private StaticTunnels open(StaticTunnel... wanted) {
        var tunnels = new StaticTunnels(List.of(wanted), kernel, "");
        tunnels.open();
        return tunnels;
    }

    @Test
    void makesTunnelsWithTheirSessionsAndDevicesAndTakesThemAway() {
        StaticTunnels tunnels = open(wanted("a", 10, 1, 2), wanted("b", 20));
        assertThat(kernel.calls)
                .containsExactly(
                        "create 10",
                        "create 10/1",
                        "up l2tpeth0 1400 1",
                        "create 10/2",
                        "up l2tpeth1 1400 1",
                        "create 20");
        assertThat(tunnels.status())
                .hasSize(2)
                .allSatisfy(status -> assertThat(status.problem()).isEmpty());
        StaticTunnel.SessionStatus session = tunnels.status().get(0).sessions().get(1);
        assertThat(session.device()).isEqualTo("l2tpeth1");
        assertThat(session.statistics().txPackets()).isEqualTo(7);
        tunnels.close();
        assertThat(kernel.tunnels).isEmpty();
        assertThat(kernel.sessions).isEmpty();
        assertThat(kernel.closed).isTrue();
        assertThat(tunnels.status().get(0).problem()).isEqualTo("the daemon has stopped");
    }

    @Test
    void goesOnWithTheNextTunnelWhenOneFails() {
        kernel.failing.add("create 10");
        StaticTunnels tunnels = open(wanted("a", 10, 1), wanted("b", 20, 2));
        assertThat(tunnels.status().get(0).problem()).isEqualTo("create 10 failed");
        assertThat(tunnels.status().get(0).sessions().get(0).problem()).isEqualTo("create 10 failed");
        assertThat(tunnels.status().get(1).problem()).isEmpty();
        assertThat(kernel.tunnels).containsOnlyKeys(20L);
    }

    @Test
    void undoesASessionWhoseDeviceCantBeSetUpAndKeepsTheOthers() {
        kernel.failing.add("up l2tpeth0");
        StaticTunnels tunnels = open(wanted("a", 10, 1, 2));
        assertThat(kernel.sessions).containsOnlyKeys("10/2");
        StaticTunnel.Status status = tunnels.status().get(0);
        assertThat(status.problem()).isEmpty();
        assertThat(status.sessions().get(0).problem()).isEqualTo("l2tpeth0: no");
        assertThat(status.sessions().get(1).problem()).isEmpty();
    }

    @Test
    void undoesATunnelWithoutAnySessionLeft() {
        kernel.failing.add("create 10/1");
        kernel.failing.add("create 10/2");
        StaticTunnels tunnels = open(wanted("a", 10, 1, 2));
        assertThat(kernel.tunnels).isEmpty();
        assertThat(tunnels.status().get(0).problem())
                .isEqualTo("none of its sessions could be made: create 10/1 failed");
        kernel.calls.clear();
        tunnels.close();
        assertThat(kernel.calls).isEmpty();
    }

    @Test
    void saysThatAnIdMayBeTaken() {
        kernel.taken.add("create 10/1");
        StaticTunnels tunnels = open(wanted("a", 10, 1, 2));
        assertThat(tunnels.status().get(0).sessions().get(0).problem())
                .startsWith("create 10/1: EEXIST, exists already: the id 1 ")
                .endsWith("is taken");
    }

    @Test
    void saysWhatCouldNotBeUndone() {
        kernel.failing.add("up l2tpeth0");
        kernel.failing.add("delete 10/1");
        StaticTunnels tunnels = open(wanted("a", 10, 1, 2));
        assertThat(tunnels.status().get(0).sessions().get(0).problem())
                .isEqualTo("l2tpeth0: no; and then delete 10/1 failed");
    }

    @Test
    void replacesATunnelThatAKilledDaemonLeftBehind() {
        kernel.tunnels.put(10L, tunnel(10, "192.0.2.2"));
        kernel.looksUntilGone = 4;
        StaticTunnels tunnels = open(wanted("a", 10, 1));
        assertThat(kernel.calls).containsExactly("delete 10", "create 10", "create 10/1", "up l2tpeth0 1400 1");
        assertThat(tunnels.status().get(0).problem()).isEmpty();
    }

    @Test
    void leavesATunnelBetweenOtherAddressesAlone() {
        kernel.tunnels.put(10L, tunnel(10, "192.0.2.77"));
        StaticTunnels tunnels = open(wanted("a", 10, 1), wanted("b", 20, 2));
        assertThat(kernel.calls).doesNotContain("delete 10", "create 10");
        assertThat(tunnels.status().get(0).problem())
                .isEqualTo("another tunnel has its id 10, from 192.0.2.1 to 192.0.2.77");
        tunnels.close();
        assertThat(kernel.tunnels).containsOnlyKeys(10L);
    }

    @Test
    void saysThatSomebodyTookATunnelAway() {
        StaticTunnels tunnels = open(wanted("a", 10, 1));
        kernel.tunnels.clear();
        assertThat(tunnels.status().get(0).problem()).isEqualTo("it was taken away by somebody else");
        assertThat(tunnels.status().get(0).sessions().get(0).problem()).isEqualTo("it was taken away by somebody else");
    }

    @Test
    void failsEveryTunnelWithoutTheDriver() {
        var tunnels = new StaticTunnels(List.of(wanted("a", 10, 1)), null, "this kernel has no L2TP netlink");
        tunnels.open();
        assertThat(tunnels.status().get(0).problem()).isEqualTo("this kernel has no L2TP netlink");
        tunnels.close();
    }
}
