package org.jl2tpd.management.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.daemon.LogLines;
import org.jl2tpd.profile.ManagementDefinition.Access;
import org.jl2tpd.profile.ManagementDefinition.SnmpCommunity;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** Who sets something by SNMP leaves a trace, which holds no value. */
class AuditTest {
    private static final String TEXT = Oids.ROOT + ".1.1";
    private static final long SECOND_NS = 1_000_000_000L;

    private final TrialDaemon trial = new TrialDaemon();
    private final LogLines lines = new LogLines();

    @AfterEach
    void stopListening() {
        lines.close();
    }

    private static PDU set(int varbinds) {
        var request = new PDU();
        for (int i = 0; i < varbinds; i++) {
            request.add(new VariableBinding(new OID(TEXT + "." + i), new OctetString("hunter2")));
        }
        return request;
    }

    private static void register(MibRegistry registry) {
        registry.scalar(TEXT, () -> new OctetString(""), new Write<>() {
            @Override
            public int check(org.snmp4j.smi.Variable row, org.snmp4j.smi.Variable value) {
                return value.toString().equals("wrong") ? PDU.wrongValue : 0;
            }

            @Override
            public Undo apply(org.snmp4j.smi.Variable row, org.snmp4j.smi.Variable value) {
                return () -> {};
            }
        });
    }

    @Test
    void usersAndCommunitiesAreNamedWhetherTheyMayOrNot() throws Exception {
        trial.communities.add(new SnmpCommunity("station", Secret.of("shown-to-agent"), List.of(), Access.READ));
        try (SnmpAgent agent = SnmpAgent.start(trial.make(), context -> List.of(AuditTest::register))) {
            SnmpClient operator = SnmpClient.operator(trial.port);
            operator.run("snmpset", TEXT + ".0", "s", "hunter2");
            operator.run("snmpset", TEXT + ".0", "s", "wrong");
            SnmpClient.community(trial.port, "2c", "shown-to-agent").run("snmpset", TEXT + ".0", "s", "hunter2");
            Eventually.equal(() -> lines.of("change_failed").size(), 2);
            assertThat(agent).isNotNull();
        }
        assertThat(lines.of("changed").get(0))
                .contains("by=\"operator\"", "source=\"127.0.0.1/", TEXT + ".0", "result=\"Success\"")
                .doesNotContain("hunter2");
        assertThat(lines.of("change_failed").get(0)).contains("by=\"operator\"", "result=\"Wrong value\"");
        assertThat(lines.of("change_failed").get(1))
                .contains("by=\"station\"", "result=\"Authorization error\"")
                .doesNotContain("hunter2", "shown-to-agent");
    }

    @Test
    void aFloodOfRefusedSetsFillsNoLogAndHidesNoneThatWasDone() {
        var audit = new Audit(0);
        for (int i = 0; i < 1_000; i++) {
            audit.answered("guest", "192.0.2.1/9", set(1), PDU.authorizationError, 0);
        }
        audit.answered("operator", "192.0.2.1/9", set(1), PDU.noError, 0);
        assertThat(lines.of("change_failed")).hasSize(Audit.REFUSED_PER_SECOND);
        assertThat(lines.of("changed")).hasSize(1);
        assertThat(lines.of("changed").get(0)).contains("by=\"operator\"");
        audit.answered("guest", "192.0.2.1/9", set(1), PDU.authorizationError, SECOND_NS);
        assertThat(lines.of("change_failed").get(Audit.REFUSED_PER_SECOND))
                .contains("lines_suppressed=\"" + (1_000 - Audit.REFUSED_PER_SECOND) + "\"");
    }

    @Test
    void aSetOfManyObjectsNamesSome() {
        assertThat(Audit.objects(set(Audit.SHOWN_OBJECTS + 5)))
                .contains(TEXT + ".9")
                .doesNotContain(TEXT + ".10")
                .endsWith(" and 5 more");
    }
}
