package org.jl2tpd.management.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.snmp.SnmpClient.Said;
import org.jl2tpd.profile.ManagementDefinition.Access;
import org.jl2tpd.profile.ManagementDefinition.AuthProtocol;
import org.jl2tpd.profile.ManagementDefinition.PrivProtocol;
import org.jl2tpd.profile.ManagementDefinition.SnmpCommunity;
import org.jl2tpd.profile.SnmpAttributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** Who may do what, from where. */
class AccessTest {
    private static final String NUMBER = Oids.ROOT + ".1.1";
    private static final String SESSIONS = Oids.ROOT + ".1.2.1";

    private final TrialDaemon trial = new TrialDaemon();
    private final AtomicReference<Variable> number = new AtomicReference<>(new Integer32(1));

    private void register(MibRegistry registry) {
        registry.scalar(NUMBER, number::get, new Write<>() {
            @Override
            public int check(Variable row, Variable value) {
                return 0;
            }

            @Override
            public Undo apply(Variable row, Variable value) {
                number.set(value);
                return () -> number.set(row);
            }
        });
        registry.table(SESSIONS, new NumberedRows(3), List.of(Column.of(1, row -> new Counter64(row))));
        registry.scalar(Oids.ROOT + ".1.3", () -> new Integer32(3));
        registry.perSession(SESSIONS);
    }

    private SnmpAgent start() throws IOException {
        return start(trial.make());
    }

    private SnmpAgent start(ManagedDaemon daemon) throws IOException {
        return SnmpAgent.start(daemon, context -> List.of(this::register));
    }

    private void community(String name, Access access, String... sources) {
        trial.communities.add(new SnmpCommunity(
                name,
                Secret.of(name + " secret"),
                List.of(sources).stream().map(IpPrefix::parse).toList(),
                access));
    }

    private Said community(String version, String name, String tool, String... arguments) {
        return SnmpClient.community(trial.port, version, name + " secret")
                .with("-r0", "-t3")
                .run(tool, arguments);
    }

    @Test
    void aCommunityThatIsConfiguredReadsAndWritesAsItMay() throws Exception {
        community("reader", Access.READ);
        community("writer", Access.WRITE);
        try (SnmpAgent agent = start()) {
            assertThat(community("2c", "reader", "snmpget", NUMBER + ".0").out())
                    .contains("INTEGER: 1");
            assertThat(community("2c", "reader", "snmpset", NUMBER + ".0", "i", "2")
                            .err())
                    .contains("authorizationError");
            assertThat(community("2c", "writer", "snmpset", NUMBER + ".0", "i", "3")
                            .err())
                    .isEmpty();
            assertThat(number.get().toInt()).isEqualTo(3);
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void aVersion1ManagerSeesNoCounter64AndOldErrors() throws Exception {
        community("reader", Access.READ);
        try (SnmpAgent agent = start()) {
            assertThat(community("1", "reader", "snmpwalk", Oids.ROOT).lines()).hasSize(2);
            assertThat(community("1", "reader", "snmpget", SESSIONS + ".1.1").err())
                    .contains("noSuchName");
            assertThat(community("1", "reader", "snmpset", NUMBER + ".0", "i", "2")
                            .err())
                    .contains("noSuchName");
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void aCommunityIsForItsSources() throws Exception {
        community("far", Access.READ, "192.0.2.0/24");
        try (SnmpAgent agent = start()) {
            assertThat(community("2c", "far", "snmpget", NUMBER + ".0").err()).contains("Timeout");
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void beyondLoopbackACommunityNeedsPermissionAndNeverWrites() throws Exception {
        community("writer", Access.WRITE);
        InetAddress near = InetAddress.getByName("127.0.0.1");
        InetAddress far = InetAddress.getByName("192.0.2.1");
        byte[] shown = "writer secret".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var strict = new AccessControl(trial.make().management(), View.ALL);
        assertThat(strict.securityName(shown, near)).isNotNull();
        assertThat(strict.securityName(shown, far)).isNull();
        trial.snmp = trial.snmp.with(SnmpAttributes.COMMUNITIES_BEYOND_LOOPBACK, true);
        var open = new AccessControl(trial.make().management(), View.ALL);
        var context = new OctetString();
        OctetString name = open.securityName(shown, far);
        assertThat(open.getViewName(context, name, 2, 1, AccessControl.VIEW_READ))
                .isNotNull();
        assertThat(open.getViewName(context, name, 2, 1, AccessControl.VIEW_WRITE))
                .isNull();
        assertThat(open.getViewName(context, open.securityName(shown, near), 2, 1, AccessControl.VIEW_WRITE))
                .isNotNull();
        assertThat(open.securityName("guess".getBytes(java.nio.charset.StandardCharsets.UTF_8), near))
                .isNull();
    }

    @Test
    void theContextWithoutSessionsHidesTheirRows() throws Exception {
        try (SnmpAgent agent = start()) {
            SnmpClient operator = SnmpClient.operator(trial.port);
            assertThat(operator.run("snmpwalk", Oids.ROOT).lines()).hasSize(5);
            assertThat(operator.with("-n", "jl2tpd-noSessions")
                            .run("snmpwalk", Oids.ROOT)
                            .lines())
                    .hasSize(2);
            assertThat(operator.with("-n", "other", "-r0", "-t1")
                            .run("snmpget", NUMBER + ".0")
                            .err())
                    .containsIgnoringCase("context");
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void noViewShowsUsersCommunitiesViewsOrTargets() throws Exception {
        try (SnmpAgent agent = start()) {
            SnmpClient operator = SnmpClient.operator(trial.port);
            for (String module : List.of("15.1.2", "16", "18", "12.1.2", "12.1.3", "13")) {
                assertThat(operator.run("snmpwalk", "1.3.6.1.6.3." + module).lines())
                        .hasSize(1)
                        .allMatch(line -> line.contains("= No "));
            }
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void everyProtocolOfUsersWorks() throws Exception {
        trial.users.clear();
        trial.users.add(TrialDaemon.user("sha224aes192", AuthProtocol.SHA224, PrivProtocol.AES192, Access.READ));
        trial.users.add(TrialDaemon.user("sha384aes256", AuthProtocol.SHA384, PrivProtocol.AES256, Access.READ));
        trial.users.add(TrialDaemon.user("sha512aes128", AuthProtocol.SHA512, PrivProtocol.AES128, Access.READ));
        try (SnmpAgent agent = start()) {
            for (var user : trial.users) {
                String auth = user.authProtocol().name().replace("SHA", "SHA-");
                String priv = user.privProtocol().name().replace("AES", "AES-").replace("AES-128", "AES");
                Said said = SnmpClient.v3(trial.port, user.name(), auth, priv, TrialDaemon.PASSWORD)
                        .run("snmpget", NUMBER + ".0");
                if (!said.err().contains("Invalid privacy protocol")) {
                    assertThat(said.out()).contains("INTEGER: 1");
                }
            }
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void anAnswerLeavesFromTheAddressThatWasAsked() throws Exception {
        trial.snmp = trial.snmp.with(
                SnmpAttributes.LISTEN_ADDRESSES,
                List.of(IpAddress.parse("127.0.0.1"), IpAddress.parse("127.0.0.7"), IpAddress.parse("::1")));
        try (SnmpAgent agent = start()) {
            SnmpClient operator = SnmpClient.operator(trial.port);
            for (String address : List.of("127.0.0.1", "127.0.0.7", "udp6:[::1]")) {
                assertThat(operator.runOn(address + ":" + trial.port, "snmpget", NUMBER + ".0")
                                .out())
                        .contains("INTEGER: 1");
            }
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void theUnspecifiedAddressStandsForAllOfItsFamily() throws Exception {
        trial.snmp = trial.snmp.with(SnmpAttributes.LISTEN_ADDRESSES, List.of(IpAddress.parse("0.0.0.0")));
        try (SnmpAgent agent = start()) {
            SnmpClient operator = SnmpClient.operator(trial.port);
            assertThat(operator.run("snmpget", NUMBER + ".0").out()).contains("INTEGER: 1");
            assertThat(operator.with("-r0", "-t1")
                            .runOn("udp6:[::1]:" + trial.port, "snmpget", NUMBER + ".0")
                            .err())
                    .contains("Timeout");
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void bothUnspecifiedAddressesTakeWhateverTheHostHas() throws Exception {
        trial.snmp = trial.snmp.with(
                SnmpAttributes.LISTEN_ADDRESSES,
                List.of(IpAddress.parse("127.0.0.1"), IpAddress.parse("0.0.0.0"), IpAddress.parse("::")));
        try (SnmpAgent agent = start()) {
            SnmpClient operator = SnmpClient.operator(trial.port);
            for (String address : List.of("127.0.0.1", "udp6:[::1]")) {
                assertThat(operator.runOn(address + ":" + trial.port, "snmpget", NUMBER + ".0")
                                .out())
                        .contains("INTEGER: 1");
            }
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void aPortThatIsTakenIsSaidWithAddressAndPort() throws Exception {
        try (SnmpAgent agent = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1 port " + trial.port);
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void severalAgentsLiveInOneProcessAndLeaveNoThread() throws Exception {
        var other = new TrialDaemon();
        other.users.clear();
        other.users.add(TrialDaemon.user("another", AuthProtocol.SHA384, PrivProtocol.AES128, Access.READ));
        try (SnmpAgent first = start();
                SnmpAgent second = start(other.make())) {
            assertThat(SnmpClient.operator(trial.port)
                            .run("snmpget", NUMBER + ".0")
                            .out())
                    .contains("INTEGER: 1");
            assertThat(SnmpClient.v3(other.port, "another", "SHA-384", "AES", TrialDaemon.PASSWORD)
                            .run("snmpget", NUMBER + ".0")
                            .out())
                    .contains("INTEGER: 1");
            assertThat(SnmpClient.operator(other.port)
                            .run("snmpget", NUMBER + ".0")
                            .err())
                    .contains("Unknown user name");
            assertThat(List.of(first, second)).doesNotContainNull();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("snmp-"));
    }
}
