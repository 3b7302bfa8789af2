package org.jl2tpd.management.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.daemon.Daemon;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.StateStore;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.management.snmp.TrialDaemon;

/** A LNS and its LAC with a session, and something that ended; one reading of the LNS for JMX and for SNMP. */
final class ParityPair implements AutoCloseable {
    final MBeanServer server = MBeanServerFactory.newMBeanServer();
    final Daemon lns;
    final Daemon lac;
    final EventHub events;
    final ManagedDaemon managed;
    final JmxFace face;
    /** Of an agent that began an hour ago. */
    final SnmpContext context;

    ParityPair() throws Exception {
        int port = TrialDaemon.freePort();
        lns = daemon("lns", "listen_addresses = [\"127.0.0.1\"]\nudp_port = " + port, """
                [snmp]
                session_interfaces = true
                [jmx]
                session_mbeans = 10
                [peer_profile.aa]
                allow_tunnels = true
                tunnel_profile_name = "aa"
                [tunnel_profile.aa]
                hello_timeout = 50
                [secret.u]
                value = "password-of-u"
                [pool.p]
                ipv4 = ["192.0.2.10-192.0.2.20"]
                [ppp_profile.default]
                local_ipaddr = "192.0.2.1"
                ip_pool_name = "p"
                [[user]]
                name = "u"
                secret_name = "u"
                """);
        lac = daemon("lac", "listen_addresses = []", """
                [secret.u]
                value = "password-of-u"
                [[tunnel]]
                tunnel_name = "t"
                host_name = "aa"
                dest_ipaddr = "127.0.0.1"
                peer_udp_port = %d
                persist = true
                [[tunnel.session]]
                session_name = "s"
                user_name = "u"
                secret_name = "u"
                persist = true
                """.formatted(port)
                .replace("secret_name = \"u\"\npersist = true", "secret_name = \"u\""));
        lnsHasSession();
        // Something that ended, so that those tables have rows.
        int tunnel = lns.control().listTunnels(0, 1).tunnels().get(0).id();
        lns.control().closeTunnel(new org.jl2tpd.engine.Command.TunnelKey(tunnel, ""), "trial");
        Eventually.equal(() -> lns.control().closed().sessions().size(), 1);
        lnsHasSession();
        Inventory inventory = new Inventory(lns.control());
        inventory.refresh();
        events = EventHub.start("parity");
        managed = new ManagedDaemon("", lns.control(), inventory, events, StateStore.inMemory());
        face = JmxFace.start(managed, server);
        context = new SnmpContext(managed, System.nanoTime() - 3_600_000_000_000L, (n, s, o) -> {});
    }

    private void lnsHasSession() throws Exception {
        Eventually.equal(() -> lns.control().showSystem().sessionsEstablished(), 1);
        Eventually.equal(
                () -> lns.control().listSessions(0, 0, 0, 1).sessions().get(0).peerIpv4(), "192.0.2.10");
    }

    private static Daemon daemon(String name, String listen, String rest) throws Exception {
        String text = "[system]\ndatapath = \"memory\"\nsocket_path = \"\"\n" + listen + "\n" + rest;
        ConfigResult result = ConfigLoader.parse("test", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return Daemon.start(result.configuration(), name);
    }

    /** The MBean of a type of ours; of several the one that the agent has first. */
    ObjectName name(String type) throws Exception {
        var names = server.queryNames(new ObjectName("org.jl2tpd:type=" + type + ",*"), null);
        assertThat(names).as(type).isNotEmpty();
        return names.stream()
                .min(Comparator.comparingInt(ParityPair::number).thenComparing(ObjectName::getCanonicalName))
                .orElseThrow();
    }

    /** The agent's first row is that of the lowest id. */
    private static int number(ObjectName name) {
        String id = name.getKeyProperty("tunnel");
        return id == null ? 0 : Integer.parseInt(id);
    }

    @Override
    public void close() {
        face.close();
        events.close();
        lac.close();
        lns.close();
    }
}
