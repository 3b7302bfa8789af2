package org.jl2tpd.management.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jl2tpd.profile.ManagementDefinition.Access;
import org.jl2tpd.profile.ManagementDefinition.SnmpCommunity;
import org.jl2tpd.profile.ManagementDefinition.SnmpTarget;
import org.jl2tpd.profile.SnmpAttributes;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** net-snmp's snmptrapd receives what the agent sends. */
class NotificationTest {
    private static final String ENGINE_ID = "80001370050102030405060708";
    private static final String KEYS =
            "operator SHA-256 \"" + TrialDaemon.PASSWORD + "\" AES \"" + TrialDaemon.PASSWORD + "\"";
    private static final OID KIND = new OID(Oids.ROOT + ".0.1");
    private static final OID OBJECT = new OID(Oids.ROOT + ".1.1.0");

    /** Looks of a receiver, of which there are 50 a second at most, between two informs. */
    private static final int INFORM_EVERY = 15;

    @TempDir
    Path folder;

    private final TrialDaemon trial = new TrialDaemon();
    private final AtomicReference<SnmpContext> context = new AtomicReference<>();

    @BeforeEach
    void giveTheEngineAName() throws Exception {
        trial.state.put("snmp.engine_id", ENGINE_ID);
    }

    private SnmpAgent start() throws Exception {
        return SnmpAgent.start(trial.make(), given -> {
            context.set(given);
            return List.of();
        });
    }

    private void target(TrapReceiver receiver, boolean inform, String user, String community) {
        trial.targets.add(new SnmpTarget("nms", "127.0.0.1", receiver.port, inform, user, community, 500, 3));
    }

    private void notify(String source, int value) {
        context.get().notifier().send(KIND, new OctetString(source), new VariableBinding(OBJECT, new Integer32(value)));
    }

    @Test
    void aTrapOfAUserIsAuthenticAndSaysUptimeAndKindFirst() throws Exception {
        try (var receiver =
                TrapReceiver.start(folder, "createUser -e 0x" + ENGINE_ID + " " + KEYS, "authUser log operator priv")) {
            target(receiver, false, TrialDaemon.OPERATOR, null);
            try (SnmpAgent agent = start()) {
                notify("a", 77);
                String text = receiver.await(said -> said.contains("INTEGER: 77"));
                assertThat(text)
                        .contains(".1.3.6.1.6.3.1.1.4.1.0 = OID: .1.3.6.1.6.3.1.1.5.1")
                        .containsPattern(
                                "\\.1\\.3\\.6\\.1\\.2\\.1\\.1\\.3\\.0 = Timeticks: .*\\s+\\.1\\.3\\.6\\.1\\.6\\.3\\.1\\.1\\.4\\.1\\.0 = OID: \\."
                                        + KIND.toString().replace(".", "\\.") + "\\s+\\."
                                        + OBJECT.toString().replace(".", "\\."));
                assertThat(agent).isNotNull();
            }
        }
    }

    @Test
    void whatWaitsIsSentBeforeTheAgentEnds() throws Exception {
        try (var receiver = TrapReceiver.start(folder, "authCommunity log hidden")) {
            trial.communities.add(new SnmpCommunity("nms", Secret.of("hidden"), List.of(), Access.READ));
            target(receiver, false, null, "nms");
            SnmpAgent agent = start();
            for (int i = 1; i <= 5; i++) {
                notify("s" + i, 500 + i);
            }
            agent.close();
            receiver.await(said -> said.contains("INTEGER: 505"));
        }
    }

    @Test
    void anInformOfAUserIsAcknowledged() throws Exception {
        try (var receiver = TrapReceiver.start(folder, "createUser " + KEYS, "authUser log operator priv")) {
            target(receiver, true, TrialDaemon.OPERATOR, null);
            try (SnmpAgent agent = start()) {
                notify("a", 78);
                receiver.await(said -> said.contains("INTEGER: 78"));
                assertThat(agent).isNotNull();
            }
            assertThat(context.get().notifier().unacknowledged()).isZero();
        }
    }

    @Test
    void aReceiverThatIsAnotherEngineNowIsInformedToo() throws Exception {
        String[] configuration = {"createUser " + KEYS, "authUser log operator priv"};
        Path second = Files.createDirectory(folder.resolve("second"));
        var first = TrapReceiver.start(folder, configuration);
        trial.targets.add(new SnmpTarget("nms", "127.0.0.1", first.port, true, TrialDaemon.OPERATOR, null, 200, 1));
        try (SnmpAgent agent = start()) {
            first.await(said -> said.contains(".1.3.6.1.6.3.1.1.5.1"));
            first.close();
            try (var later = TrapReceiver.start(second, first.port, configuration)) {
                int[] number = {0};
                later.await(said -> {
                    if (number[0]++ % INFORM_EVERY == 0) {
                        notify("s" + number[0], 90);
                    }
                    return said.contains("INTEGER: 90");
                });
            }
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void aCommunitysTrapArrives() throws Exception {
        try (var receiver = TrapReceiver.start(folder, "authCommunity log hidden")) {
            trial.communities.add(new SnmpCommunity("nms", Secret.of("hidden"), List.of(), Access.READ));
            target(receiver, false, null, "nms");
            try (SnmpAgent agent = start()) {
                notify("a", 79);
                receiver.await(said -> said.contains("INTEGER: 79"));
                assertThat(agent).isNotNull();
            }
        }
    }

    @Test
    void strangersAreToldOfOnlyWhenThatIsSwitchedOn() throws Exception {
        try (var receiver = TrapReceiver.start(folder, "authCommunity log hidden")) {
            trial.communities.add(new SnmpCommunity("nms", Secret.of("hidden"), List.of(), Access.READ));
            target(receiver, false, null, "nms");
            SnmpClient stranger =
                    SnmpClient.community(trial.port, "2c", "guess").with("-r0", "-t0.2");
            try (SnmpAgent agent = start()) {
                stranger.run("snmpget", "1.3.6.1.2.1.1.3.0");
                SnmpClient operator = SnmpClient.operator(trial.port);
                assertThat(operator.run("snmpset", "1.3.6.1.2.1.11.30.0", "i", "1")
                                .err())
                        .isEmpty();
                notify("a", 80);
                assertThat(receiver.await(said -> said.contains("INTEGER: 80"))).doesNotContain("1.1.5.5");
                stranger.run("snmpget", "1.3.6.1.2.1.1.3.0");
                receiver.await(said -> said.contains(".1.3.6.1.6.3.1.1.5.5"));
                assertThat(agent).isNotNull();
            }
        }
        assertThat(trial.state.get("snmp.notify_authentication", "")).isEqualTo("true");
    }

    @Test
    void anInformThatNobodyAcknowledgesIsCounted() throws Exception {
        trial.targets.add(new SnmpTarget(
                "nobody", "127.0.0.1", TrialDaemon.freePort(), true, TrialDaemon.OPERATOR, null, 100, 1));
        try (SnmpAgent agent = start()) {
            long end = System.nanoTime() + 10_000_000_000L;
            while (context.get().notifier().unacknowledged() == 0 && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            assertThat(agent).isNotNull();
        }
        assertThat(context.get().notifier().unacknowledged()).isEqualTo(1);
    }

    @Test
    void whatIsNotSentIsCounted() throws Exception {
        trial.snmp = trial.snmp.with(SnmpAttributes.NOTIFICATIONS_PER_SECOND, 2);
        try (SnmpAgent agent = start()) {
            for (int i = 0; i < 10; i++) {
                notify("s", i);
            }
            assertThat(context.get().notifier().suppressed()).isBetween(8L, 9L);
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void theLatestOfThoseThatWereHeldBackArrives() throws Exception {
        try (var receiver = TrapReceiver.start(folder, "authCommunity log hidden")) {
            trial.communities.add(new SnmpCommunity("nms", Secret.of("hidden"), List.of(), Access.READ));
            target(receiver, false, null, "nms");
            try (SnmpAgent agent = start()) {
                for (int value = 81; value <= 85; value++) {
                    notify("a", value);
                }
                String text = receiver.await(said -> said.contains("INTEGER: 85"));
                assertThat(text).contains("INTEGER: 81").doesNotContain("INTEGER: 83");
                assertThat(agent).isNotNull();
            }
        }
    }
}
