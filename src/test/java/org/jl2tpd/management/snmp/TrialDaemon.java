package org.jl2tpd.management.snmp;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jl2tpd.management.ConfigurationStore;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.DaemonInfo;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.StateStore;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.ManagementDefinition.Access;
import org.jl2tpd.profile.ManagementDefinition.AuthProtocol;
import org.jl2tpd.profile.ManagementDefinition.PrivProtocol;
import org.jl2tpd.profile.ManagementDefinition.SnmpCommunity;
import org.jl2tpd.profile.ManagementDefinition.SnmpTarget;
import org.jl2tpd.profile.ManagementDefinition.SnmpUser;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SnmpAttributes;
import org.jl2tpd.wire.Secret;

/** A daemon for the agent's tests: a {@link FakeEngine}, and the users that are named here. */
public final class TrialDaemon {
    public static final String PASSWORD = "correct horse";
    public static final String OPERATOR = "operator";
    public static final String WATCHER = "watcher";

    public final FakeEngine engine = new FakeEngine();
    public final int port = freePort();
    public final List<SnmpUser> users = new ArrayList<>(List.of(
            user(OPERATOR, AuthProtocol.SHA256, PrivProtocol.AES128, Access.WRITE),
            user(WATCHER, AuthProtocol.SHA512, null, Access.WRITE)));
    public final List<SnmpCommunity> communities = new ArrayList<>();
    public final List<SnmpTarget> targets = new ArrayList<>();
    public StateStore state = StateStore.inMemory();
    public Profile snmp = new Profile(ProfileKind.SNMP, "snmp", Map.of())
            .with(SnmpAttributes.ENABLED, true)
            .with(SnmpAttributes.PORT, port);

    public static SnmpUser user(String name, AuthProtocol auth, PrivProtocol priv, Access access) {
        Secret password = Secret.of(PASSWORD);
        return new SnmpUser(name, auth, password, priv, priv == null ? null : password, access);
    }

    /** A UDP port of the loopback interface that nobody has. */
    public static int freePort() {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public ManagedDaemon make() {
        var none = ManagementDefinition.NONE;
        var management =
                new ManagementDefinition(snmp, users, communities, targets, none.jmx(), none.http(), none.httpUsers());
        var configuration = Configuration.builder().management(management).build();
        var control = new Control(
                engine,
                new ConfigurationStore(configuration),
                state,
                new DaemonInfo("1.2.3", 4711, System.nanoTime()),
                Control.DEFAULT_WAIT);
        return new ManagedDaemon("", control, new Inventory(control), EventHub.start("trial-events"), state);
    }
}
