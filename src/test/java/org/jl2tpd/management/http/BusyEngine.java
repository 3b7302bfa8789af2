package org.jl2tpd.management.http;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.FrameDatapath.DebugEffect;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.CommandGateway;

/** An engine with as many sessions as are wanted, whose figures grow, and which does what it is told. */
final class BusyEngine implements CommandGateway {
    private static final String[] NAMES = {"alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan"};
    private static final long SECOND_NS = 1_000_000_000L;

    final List<Command> asked = new CopyOnWriteArrayList<>();
    private final NavigableMap<Integer, Map<String, Object>> tunnels = new TreeMap<>();
    private final NavigableMap<Integer, Map<String, Object>> sessions = new TreeMap<>();
    private final long startedNs = System.nanoTime();
    private boolean draining;
    private long closedCount;

    BusyEngine(int tunnelCount, int sessionCount) {
        for (int i = 0; i < tunnelCount; i++) {
            tunnels.put(i + 1, tunnel(i + 1));
        }
        for (int i = 0; i < sessionCount; i++) {
            int tunnel = i % tunnelCount + 1;
            int id = 100 + i;
            sessions.put(tunnel << 16 | id, session(tunnel, id, i));
        }
    }

    /** A record of values by name; what is not named is 0, false or empty. */
    static <T extends Record> T of(Class<T> type, Map<String, Object> values) {
        Shape shape = SHAPES.get(type);
        Object[] given = shape.nothing.clone();
        for (int i = 0; i < given.length; i++) {
            Object value = values.get(shape.names[i]);
            given[i] = value == null ? given[i] : value;
        }
        try {
            return type.cast(shape.constructor.newInstance(given));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Shape(Constructor<?> constructor, String[] names, Object[] nothing) {}

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            RecordComponent[] parts = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                return new Shape(
                        type.getDeclaredConstructor(types),
                        Arrays.stream(parts).map(RecordComponent::getName).toArray(String[]::new),
                        Arrays.stream(types).map(BusyEngine::nothing).toArray());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    private static Object nothing(Class<?> type) {
        if (type == String.class) {
            return "";
        }
        if (type == boolean.class) {
            return false;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return type == long.class ? (Object) 0L : type == int.class ? (Object) 0 : type == Map.class ? Map.of() : null;
    }

    private Map<String, Object> tunnel(int id) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("peerId", 4000 + id);
        row.put("name", id == 1 ? "branch" : "");
        row.put("state", id % 9 == 0 ? "WAIT_CTL_REPLY" : "ESTABLISHED");
        row.put("localAddress", "192.0.2.1");
        row.put("localPort", 1701);
        row.put("peerAddress", id % 7 == 0 ? "2001:db8:40::" + id : "198.51.100." + id);
        row.put("peerPort", 1701);
        row.put("peerHostName", "lac" + id + ".example.net");
        row.put("peerVendorName", "example");
        row.put("peerProfile", id % 3 == 0 ? "wholesale" : "default");
        row.put("tunnelProfile", "default");
        row.put("ageSeconds", 300L * id);
        row.put("createdByAdmin", id == 1);
        row.put("serial", (long) id);
        return row;
    }

    private static Map<String, Object> session(int tunnel, int id, int i) {
        Map<String, Object> row = new HashMap<>();
        row.put("tunnelId", tunnel);
        row.put("id", id);
        row.put("peerId", 20_000 + i);
        row.put("type", "LNIC");
        row.put("state", i % 97 == 5 ? "WAIT_CONNECT" : "ESTABLISHED");
        row.put("pppPhase", "NETWORK");
        row.put("pppState", "OPENED");
        row.put("user", NAMES[i % NAMES.length] + i + "@isp.example");
        row.put("localIpv4", "10.0.0.1");
        row.put("peerIpv4", "10." + (1 + i / 65_025) + "." + (i / 255 % 255) + "." + (1 + i % 255));
        row.put("ipv6Prefix", i % 2 == 0 ? "2001:db8:" + Integer.toHexString(0x1000 + i) + "::/64" : "");
        row.put("dns", "192.0.2.53,192.0.2.54");
        row.put("device", "l2tp0");
        row.put("mtu", 1460);
        row.put("ageSeconds", 60L + i * 7 % 90_000);
        row.put("serial", 1_000L + i);
        row.put("rate", 200L + 37L * (i % 50) * (i % 50));
        return row;
    }

    @Override
    public synchronized CompletableFuture<CommandResult> submit(Command command) {
        if (command instanceof Command.Glance glance) {
            return submit(glance.look());
        }
        asked.add(command);
        return CompletableFuture.completedFuture(answer(command));
    }

    private CommandResult answer(Command command) {
        if (command instanceof Command.ListTunnels list) {
            var rows = tunnels.tailMap(list.after(), false).values();
            var page = rows.stream().limit(list.limit()).map(this::view).toList();
            return CommandResult.done(new Views.TunnelPage(page, page.size() < rows.size()));
        }
        if (command instanceof Command.ListSessions list) {
            var rows = sessions.tailMap(list.afterTunnel() << 16 | list.afterSession(), false)
                    .values();
            var page = rows.stream().limit(list.limit()).map(this::sessionView).toList();
            return CommandResult.done(new Views.SessionPage(page, page.size() < rows.size()));
        }
        if (command instanceof Command.ShowTunnel show) {
            Map<String, Object> row = tunnels.get(show.tunnel().id());
            return row == null ? CommandResult.refused("there is no such tunnel") : CommandResult.done(view(row));
        }
        if (command instanceof Command.ShowSession show) {
            Map<String, Object> row =
                    sessions.get(show.tunnel().id() << 16 | show.session().id());
            return row == null
                    ? CommandResult.refused("there is no such session")
                    : CommandResult.done(sessionView(row));
        }
        return answerWhole(command);
    }

    private CommandResult answerWhole(Command command) {
        if (command instanceof Command.ShowSystem) {
            return CommandResult.done(new Views.System(
                    tunnels.size(),
                    (int) tunnels.values().stream()
                            .filter(t -> t.get("state").equals("ESTABLISHED"))
                            .count(),
                    sessions.size(),
                    (int) sessions.values().stream()
                            .filter(s -> s.get("state").equals("ESTABLISHED"))
                            .count(),
                    2,
                    true,
                    draining,
                    false,
                    "memory",
                    0,
                    new Views.Limits(1_000, 10_000, 1_000)));
        }
        if (command instanceof Command.ShowCounters) {
            return CommandResult.done(new Views.Counters(counters()));
        }
        if (command instanceof Command.ShowPeers) {
            return CommandResult.done(new Views.Peers(List.of(peer("default"), peer("wholesale"))));
        }
        if (command instanceof Command.ShowClosed) {
            return CommandResult.done(closed());
        }
        return change(command);
    }

    private CommandResult change(Command command) {
        if (command instanceof Command.SetDebugMask set) {
            row(set.tunnel(), set.session()).put("kernelDebugMask", set.mask());
            return CommandResult.done(mask(set.tunnel(), set.session()));
        }
        if (command instanceof Command.ShowDebugMask show) {
            return CommandResult.done(mask(show.tunnel(), show.session()));
        }
        if (command instanceof Command.CloseSession close) {
            sessions.remove(close.tunnel().id() << 16 | close.session().id());
            closedCount++;
        }
        if (command instanceof Command.CloseTunnel close) {
            int id = close.tunnel().id();
            tunnels.remove(id);
            sessions.keySet().removeIf(key -> key >>> 16 == id);
        }
        if (command instanceof Command.DrainTunnel drain) {
            tunnels.get(drain.tunnel().id()).put("draining", drain.drain());
            return CommandResult.done(view(tunnels.get(drain.tunnel().id())));
        }
        if (command instanceof Command.Drain drain) {
            draining = drain.drain();
        }
        return CommandResult.done(null);
    }

    private Map<String, Object> row(Command.TunnelKey tunnel, Command.SessionKey session) {
        return session == null ? tunnels.get(tunnel.id()) : sessions.get(tunnel.id() << 16 | session.id());
    }

    private Views.DebugMask mask(Command.TunnelKey tunnel, Command.SessionKey session) {
        int mask = (Integer) row(tunnel, session).getOrDefault("kernelDebugMask", 0);
        var effects = List.of(new DebugEffect("trace", mask != 0, "lines of this daemon's log"));
        return new Views.DebugMask(tunnel.id(), session == null ? 0 : session.id(), mask, effects);
    }

    private long seconds() {
        return (System.nanoTime() - startedNs) / SECOND_NS;
    }

    private Views.Tunnel view(Map<String, Object> row) {
        int id = (Integer) row.get("id");
        Map<String, Object> values = new HashMap<>(row);
        int count = sessions.subMap(id << 16, (id + 1) << 16).size();
        values.put("sessions", count);
        values.put("ageSeconds", (Long) row.get("ageSeconds") + seconds());
        Map<String, Object> detail = new HashMap<>(row);
        detail.put("sessionsEstablished", count);
        detail.put("sessionsTotal", count + 12L);
        detail.put("drainingInEffect", row.getOrDefault("draining", false));
        detail.put("helloIntervalSeconds", 60);
        detail.put("idleTimeoutSeconds", -1);
        detail.put("receiveWindow", 16);
        detail.put("peerReceiveWindow", 8);
        detail.put("createdNs", startedNs);
        detail.put("establishedNs", startedNs);
        values.put("detail", of(Views.TunnelDetail.class, detail));
        values.put("counters", Map.of("retransmits", (long) id % 5, "control_rx_packets", 40L + seconds()));
        return of(Views.Tunnel.class, values);
    }

    private Views.Session sessionView(Map<String, Object> row) {
        Map<String, Object> values = new HashMap<>(row);
        long rate = (Long) row.get("rate");
        long age = (Long) row.get("ageSeconds") + seconds();
        Map<String, Object> detail = new HashMap<>(row);
        detail.put("authMethod", Views.AuthMethod.PPP_CHAP);
        detail.put("createdNs", startedNs);
        detail.put("establishedNs", startedNs);
        values.put("ageSeconds", age);
        values.put("detail", of(Views.SessionDetail.class, detail));
        values.put(
                "counters",
                Map.of(
                        "rx_octets",
                        rate * age,
                        "tx_octets",
                        9 * rate * age,
                        "rx_packets",
                        rate * age / 300,
                        "tx_packets",
                        rate * age / 100));
        return of(Views.Session.class, values);
    }

    private Views.Peer peer(String name) {
        long s = seconds() + 1_000;
        Map<String, Object> row = new HashMap<>();
        row.put("profile", name);
        row.put("enabled", true);
        row.put("tunnelsActive", (int) tunnels.values().stream()
                .filter(t -> t.get("peerProfile").equals(name))
                .count());
        row.put("sessionsActive", sessions.size() / 2);
        row.put("authFailures", 3L);
        row.put("controlRxPackets", 900 * s);
        row.put("controlTxPackets", 880 * s);
        row.put("payloadRxOctets", 3_200_000L * s);
        row.put("payloadTxOctets", 27_500_000L * s);
        return of(Views.Peer.class, row);
    }

    private Map<String, Long> counters() {
        Map<String, Long> values = new LinkedHashMap<>();
        values.put("datagrams_received", 40_000L * (seconds() + 1));
        values.put("datagrams_sent", 41_000L * (seconds() + 1));
        values.put("sessions_opened", 8_000 + 12 * seconds());
        values.put("sessions_closed", 3_000 + 11 * seconds() + closedCount);
        values.put("data_sequence_discards", 40 + seconds() / 3);
        values.put("dropped_short", 7L);
        values.put("dropped_length", 0L);
        return values;
    }

    private Views.Closed closed() {
        long now = System.nanoTime();
        String[] words = {"the user hung up", "Administrative shutdown", "lost carrier", "PPP: no answer to LCP echo"};
        List<Views.ClosedSession> ended = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> {
                    Map<String, Object> row = new HashMap<>(session(1 + i % 5, 60_000 - i, i + 9_000));
                    row.put("number", (long) (40 - i));
                    row.put("closedNs", now - (5 + i * 37L) * SECOND_NS);
                    row.put("livedMs", 900L + 61_000L * i * i);
                    row.put("peerAddress", "198.51.100." + (1 + i % 5));
                    row.put("established", i % 6 != 0);
                    row.put("byPeer", i % 2 == 0);
                    row.put("rxOctets", 40_000L * i);
                    row.put("txOctets", 900_000L * i);
                    row.put("resultCode", 1 + i % 4);
                    row.put("pppCause", i % 5 == 0 ? 3 : -1);
                    row.put("words", words[i % words.length]);
                    return of(Views.ClosedSession.class, row);
                })
                .toList();
        Map<String, Object> tunnel = new HashMap<>(tunnel(77));
        tunnel.put("number", 1L);
        tunnel.put("closedNs", now - 95 * SECOND_NS);
        tunnel.put("livedMs", 5_400_000L);
        tunnel.put("established", true);
        tunnel.put("sessionsTotal", 212L);
        tunnel.put("resultCode", 6);
        tunnel.put("words", "no answer after 5 retransmissions");
        return new Views.Closed(List.of(of(Views.ClosedTunnel.class, tunnel)), ended);
    }
}
