package org.jl2tpd.management.snmp.jl2tpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.daemon.Daemon;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.management.snmp.SnmpClient;
import org.jl2tpd.management.snmp.TrialDaemon;

/** An LNS and a LAC in this process, each with an SNMP agent; the LAC has one tunnel with one session to the LNS. */
public final class LivePair implements AutoCloseable {
    private static final String MANAGED = """
            [secret.snmp]
            value = "%s"
            [snmp]
            enabled = true
            port = %d
            [[snmp_user]]
            name = "operator"
            auth_secret_name = "snmp"
            priv_secret_name = "snmp"
            access = "write"
            """;

    private static final String LNS = """
            [peer_profile.default]
            allow_tunnels = true
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
            [[radius_server]]
            name = "nobody"
            address = "127.0.0.1"
            authentication_port = 9
            accounting_port = 0
            secret_name = "u"
            """;

    private static final String LAC = """
            [secret.u]
            value = "password-of-u"
            [secret.traps]
            value = "trap-community"
            [tunnel_profile.trial]
            peer_udp_port = %d
            [[snmp_community]]
            name = "traps"
            community_secret_name = "traps"
            [[snmp_target]]
            name = "station"
            address = "127.0.0.1"
            port = %d
            community = "traps"
            [[tunnel]]
            tunnel_name = "t"
            profile_name = "trial"
            dest_ipaddr = "127.0.0.1"
            [[tunnel.session]]
            session_name = "s"
            user_name = "u"
            secret_name = "u"
            """;

    public final Daemon lns;
    public final Daemon lac;
    public final SnmpClient lnsClient;
    public final SnmpClient lacClient;
    final Path lacState;

    /** @param trapPort where the LAC's notifications go */
    public LivePair(Path folder, int trapPort) throws Exception {
        int port = TrialDaemon.freePort();
        int lnsSnmp = TrialDaemon.freePort();
        int lacSnmp = TrialDaemon.freePort();
        // They skip the test where there are no MIB texts; nothing must run then.
        lnsClient = named(lnsSnmp);
        lacClient = named(lacSnmp);
        lacState = folder.resolve("lac");
        lns = start(folder, "lns", "listen_addresses = [\"127.0.0.1\"]\nudp_port = " + port, lnsSnmp, LNS);
        lac = start(folder, "lac", "listen_addresses = []", lacSnmp, LAC.formatted(port, trapPort));
        Eventually.equal(() -> lns.control().showSystem().sessionsEstablished(), 1);
        Eventually.equal(
                () -> lac.control().listSessions(0, 0, 0, 1).sessions().get(0).peerIpv4(), "192.0.2.1");
    }

    private static SnmpClient named(int port) {
        return SnmpClient.operator(port).with("-M", SnmpClient.mibPath(), "-m", "JL2TPD-MIB");
    }

    private static Daemon start(Path folder, String name, String listen, int snmpPort, String rest) throws Exception {
        String system = "[system]\ndatapath = \"memory\"\nsocket_path = \"\"\nstate_directory = \""
                + folder.resolve(name) + "\"\n" + listen + "\n";
        String text = system + MANAGED.formatted(TrialDaemon.PASSWORD, snmpPort) + rest;
        ConfigResult result = ConfigLoader.parse("test", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return Daemon.start(result.configuration(), name);
    }

    /** The only tunnel's id at the LNS. */
    int lnsTunnel() throws Exception {
        return lns.control().listTunnels(0, 1).tunnels().get(0).id();
    }

    @Override
    public void close() {
        lac.close();
        lns.close();
    }
}
