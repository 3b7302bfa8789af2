package org.jl2tpd.management.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jl2tpd.management.snmp.SnmpClient.Said;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** net-snmp's tools against the agent. */
class RealClientTest {
    private static final String NAME = Oids.ROOT + ".1.1";
    private static final String ENTRY = Oids.ROOT + ".1.2.1";
    private static final int ROWS = 500;

    private final AtomicReference<Variable> name = new AtomicReference<>(new OctetString("first"));
    private final TrialDaemon trial = new TrialDaemon();
    private final SnmpClient operator = SnmpClient.operator(trial.port);
    private SnmpAgent agent;

    private void register(MibRegistry registry) {
        registry.scalar(NAME, name::get, new Write<>() {
            @Override
            public int check(Variable row, Variable value) {
                return value instanceof OctetString ? PDU.noError : PDU.wrongType;
            }

            @Override
            public Undo apply(Variable row, Variable value) {
                name.set(value);
                return () -> name.set(row);
            }
        });
        registry.table(
                ENTRY,
                new NumberedRows(ROWS),
                List.of(Column.of(1, Integer32::new), Column.of(2, row -> new OctetString("row " + row))));
    }

    @BeforeEach
    void start() throws Exception {
        agent = SnmpAgent.start(trial.make(), context -> List.of(this::register));
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
    }

    @Test
    void aUserWithPrivacyReadsAScalar() {
        Said said = operator.run("snmpget", NAME + ".0", "1.3.6.1.2.1.1.1.0");
        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .contains("STRING: \"first\"")
                .contains("jl2tpd 1.2.3 (Java " + System.getProperty("java.version"));
    }

    @Test
    void aBulkWalkGivesEveryCellOnce() {
        Said said = operator.run("snmpbulkwalk", "-Cr50", ENTRY);
        assertThat(said.err()).isEmpty();
        assertThat(said.lines()).hasSize(2 * ROWS).doesNotHaveDuplicates();
        assertThat(said.lines().get(2 * ROWS - 1)).contains("row " + ROWS);
    }

    @Test
    void aSetIsReadBack() {
        assertThat(operator.run("snmpset", NAME + ".0", "s", "second").err()).isEmpty();
        assertThat(operator.run("snmpget", NAME + ".0").out()).contains("\"second\"");
    }

    @Test
    void aValueOfTheWrongTypeIsRefused() {
        assertThat(operator.run("snmpset", NAME + ".0", "i", "5").err()).contains("wrongType");
        assertThat(name.get()).isEqualTo(new OctetString("first"));
    }

    @Test
    void aWrongPasswordIsAnsweredByAReport() {
        Said said = SnmpClient.v3(trial.port, TrialDaemon.OPERATOR, "SHA-256", "AES", "wrong password")
                .run("snmpget", NAME + ".0");
        assertThat(said.status()).isNotZero();
        assertThat(said.err()).containsIgnoringCase("authentication failure");
    }

    @Test
    void whoHasPrivacyMustUseIt() {
        Said said = SnmpClient.v3(trial.port, TrialDaemon.OPERATOR, "SHA-256", TrialDaemon.PASSWORD)
                .run("snmpget", NAME + ".0");
        assertThat(said.out() + said.err()).contains("authorizationError");
    }

    @Test
    void whoHasNoPrivacyReadsButNeverWrites() {
        SnmpClient watcher = SnmpClient.v3(trial.port, TrialDaemon.WATCHER, "SHA-512", TrialDaemon.PASSWORD);
        assertThat(watcher.run("snmpget", NAME + ".0").out()).contains("\"first\"");
        assertThat(watcher.run("snmpset", NAME + ".0", "s", "x").err()).contains("authorizationError");
        assertThat(name.get()).isEqualTo(new OctetString("first"));
    }

    @Test
    void communitiesAreRefusedByDefault() {
        Said said = SnmpClient.community(trial.port, "2c", "public")
                .with("-r0", "-t0.5")
                .run("snmpget", NAME + ".0");
        assertThat(said.err()).contains("Timeout");
        assertThat(operator.run("snmpget", "1.3.6.1.2.1.11.4.0").out()).contains("Counter32: 1");
    }

    @Test
    void anAnswerNeverOutgrowsADatagram() throws Exception {
        var other = new TrialDaemon();
        Variable text = new OctetString("x".repeat(200));
        try (SnmpAgent large = SnmpAgent.start(
                other.make(),
                context -> List.of(registry -> registry.table(
                        ENTRY,
                        new NumberedRows(1_000),
                        List.of(Column.of(1, row -> text), Column.of(2, row -> text)))))) {
            Said said = SnmpClient.operator(other.port).run("snmpbulkwalk", "-Cr2000", ENTRY);
            assertThat(said.err()).isEmpty();
            assertThat(said.lines()).hasSize(2_000);
            assertThat(large).isNotNull();
        }
    }

    @Test
    void anAnswerFitsTheBufferOfASmallAsker() throws Exception {
        var identity = new EngineIdentity(new OctetString(new byte[] {(byte) 0x80, 0, 0, 9, 5, 1, 2, 3}), 1);
        SnmpEngine asker = SnmpEngine.sending(identity, trial.users, new EngineCounters());
        var transport = new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0"));
        transport.setMaxInboundMessageSize(484);
        var target = new UserTarget<UdpAddress>(
                new UdpAddress("127.0.0.1/" + trial.port), new OctetString(TrialDaemon.OPERATOR), new byte[0]);
        target.setSecurityLevel(SecurityLevel.AUTH_PRIV);
        target.setVersion(SnmpConstants.version3);
        target.setTimeout(2_000);
        try (var session = new Snmp(asker.dispatcher(), transport)) {
            session.listen();
            var request = new ScopedPDU();
            request.setType(PDU.GETBULK);
            request.setMaxRepetitions(100);
            request.add(new VariableBinding(new OID(ENTRY)));
            PDU answer = session.send(request, target).getResponse();
            assertThat(answer.getErrorStatus()).isEqualTo(PDU.noError);
            assertThat(answer.size()).isBetween(4, 20);
        }
    }

    @Test
    void rubbishIsDroppedAndTheAgentAnswersOn() throws Exception {
        var random = new Random(7);
        byte[] real = HexFormat.of()
                .parseHex("3029020103300e02044c374a9102030500000401000201030410300e0400020100020100040004000400"
                        + "3012040004 00a00c02042b0601040201000201003000".replace(" ", ""));
        try (var socket = new DatagramSocket()) {
            var agentAddress = new InetSocketAddress("127.0.0.1", trial.port);
            for (int i = 0; i < 2_000; i++) {
                byte[] octets = i % 2 == 0 ? real.clone() : new byte[random.nextInt(200)];
                for (int flips = random.nextInt(4); flips >= 0 && octets.length > 0; flips--) {
                    octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
                }
                socket.send(new DatagramPacket(octets, octets.length, agentAddress));
            }
        }
        assertThat(operator.run("snmpget", NAME + ".0").out()).contains("\"first\"");
    }

    @Test
    void allModulesTogetherAreWalkedInOrder() throws Exception {
        var other = new TrialDaemon();
        try (SnmpAgent whole = SnmpAgent.start(other.make())) {
            Said said = SnmpClient.operator(other.port).run("snmpbulkwalk", "-Cr50", "1.3.6");
            assertThat(said.err()).isEmpty();
            assertThat(said.lines()).hasSizeGreaterThan(100);
            assertThat(whole).isNotNull();
        }
    }
}
