package org.jl2tpd.management.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.profile.ManagementDefinition.SnmpTarget;
import org.jl2tpd.profile.SnmpAttributes;
import org.junit.jupiter.api.Test;

/** The agent's beginning, its initialisation anew and its end. */
class AgentLifeTest {
    private static final String BOOTS = "1.3.6.1.6.3.10.2.1.2.0";
    private static final String ENGINE_ID = "1.3.6.1.6.3.10.2.1.1.0";
    private static final String AUTHEN_TRAPS = "1.3.6.1.2.1.11.30.0";

    private final TrialDaemon trial = new TrialDaemon();
    private final SnmpClient operator = SnmpClient.operator(trial.port);

    private String get(String name) {
        return operator.run("snmpget", "-Oqv", name).out().trim();
    }

    private SnmpAgent start(ManagedDaemon daemon) throws IOException {
        return SnmpAgent.start(daemon, context -> List.of());
    }

    /** The same record with other values. */
    private static <T extends Record> T with(T record, Map<String, Object> values) throws Exception {
        RecordComponent[] components = record.getClass().getRecordComponents();
        var arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            arguments[i] = values.containsKey(name)
                    ? values.get(name)
                    : components[i].getAccessor().invoke(record);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        @SuppressWarnings("unchecked")
        T copy = (T) record.getClass().getDeclaredConstructor(types).newInstance(arguments);
        return copy;
    }

    private void tunnel(ManagedDaemon daemon, long serial) throws Exception {
        Views.Tunnel tunnel = FakeEngine.tunnel(7, "", "peer");
        trial.engine.tunnels.clear();
        trial.engine.tunnels.add(with(tunnel, Map.of("detail", with(tunnel.detail(), Map.of("serial", serial)))));
        daemon.inventory().refresh();
    }

    @Test
    void aNewStartIsOneBootMoreOfTheSameEngine() throws Exception {
        String id;
        try (SnmpAgent agent = start(trial.make())) {
            id = get(ENGINE_ID);
            assertThat(get(BOOTS)).isEqualTo("1");
            assertThat(agent).isNotNull();
        }
        try (SnmpAgent agent = start(trial.make())) {
            assertThat(get(ENGINE_ID)).isEqualTo(id);
            assertThat(get(BOOTS)).isEqualTo("2");
            assertThat(agent).isNotNull();
        }
    }

    private static long notifiers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("snmp-notify"))
                .count();
    }

    @Test
    void aStartThatFailsLeavesNeitherThreadNorPort() throws Exception {
        long before = notifiers();
        assertThatThrownBy(() -> SnmpAgent.start(trial.make(), context -> {
                    throw new IllegalStateException("broken on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);
        Eventually.equal(() -> notifiers() <= before, true);
        try (SnmpAgent agent = start(trial.make())) {
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void interfaceNumbersThatBeginAnewInitialiseTheEngine() throws Exception {
        ManagedDaemon daemon = trial.make();
        tunnel(daemon, Integer.MAX_VALUE);
        try (SnmpAgent agent = start(daemon)) {
            agent.look();
            assertThat(get(BOOTS)).isEqualTo("1");
            tunnel(daemon, Integer.MAX_VALUE + 1L);
            agent.look();
            assertThat(get(BOOTS)).isEqualTo("2");
            agent.look();
            assertThat(get(BOOTS)).isEqualTo("2");
        }
    }

    @Test
    void whatIsSwitchedOutlivesARestart() throws Exception {
        try (SnmpAgent agent = start(trial.make())) {
            assertThat(get(AUTHEN_TRAPS)).isEqualTo("2");
            assertThat(operator.run("snmpset", AUTHEN_TRAPS, "i", "1").err()).isEmpty();
            assertThat(operator.run("snmpset", AUTHEN_TRAPS, "i", "3").err()).contains("wrongValue");
            assertThat(agent).isNotNull();
        }
        try (SnmpAgent agent = start(trial.make())) {
            assertThat(get(AUTHEN_TRAPS)).isEqualTo("1");
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void theSetSerialNumberLetsOneOfTwoManagersThrough() throws Exception {
        String serial = "1.3.6.1.6.3.1.1.6.1.0";
        try (SnmpAgent agent = start(trial.make())) {
            assertThat(operator.run("snmpset", serial, "i", "0").err()).isEmpty();
            assertThat(operator.run("snmpset", serial, "i", "0").err()).contains("inconsistentValue");
            assertThat(get(serial)).isEqualTo("1");
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void theSystemSaysWhoItIs() throws Exception {
        trial.snmp = trial.snmp
                .with(SnmpAttributes.SYS_NAME, "lns1")
                .with(SnmpAttributes.SYS_LOCATION, "K\u00f6ln")
                .with(SnmpAttributes.ROOT_OID, "1.3.6.1.4.1.32473.7");
        try (SnmpAgent agent = start(trial.make())) {
            assertThat(operator.run("snmpwalk", "-Oqv", "1.3.6.1.2.1.1").lines())
                    .contains("\"lns1\"", "\"K?ln\"", "iso.3.6.1.4.1.32473.7.4.1", "68");
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void aFirstContactIsCountedAndNoStrangersKeysAreMade() throws Exception {
        try (SnmpAgent agent = start(trial.make())) {
            get(BOOTS);
            assertThat(get("1.3.6.1.6.3.15.1.1.4.0")).isEqualTo("2");
            assertThat(operator.with("-e", "0x8000137005aabbccddeeff", "-r0", "-t1")
                            .run("snmpget", BOOTS)
                            .status())
                    .isNotZero();
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void aTargetThatNamesNobodyKeepsEverythingClosed() throws Exception {
        trial.targets.add(new SnmpTarget("nms", "127.0.0.1", 162, false, "nobody", null, 500, 3));
        assertThatThrownBy(() -> start(trial.make()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nms");
        trial.targets.clear();
        try (SnmpAgent agent = start(trial.make())) {
            assertThat(get(BOOTS)).isEqualTo("2");
            assertThat(agent).isNotNull();
        }
    }
}
