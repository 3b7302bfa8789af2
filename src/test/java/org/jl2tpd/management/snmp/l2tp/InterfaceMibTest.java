package org.jl2tpd.management.snmp.l2tp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.EngineEvent.Kind;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.model.InterfaceRow;
import org.jl2tpd.management.model.ManagedEvent;
import org.jl2tpd.management.snmp.MibModule;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** Rows of IF-MIB and TUNNEL-MIB, and their notifications. */
class InterfaceMibTest {
    /** Tunnel 11 with an LNS's sessions 12 and 14, tunnel 13 without any, and tunnel 20 with a LAC's session 21. */
    private static Stage filled(boolean sessionInterfaces) throws ControlException {
        var stage = new Stage(sessionInterfaces);
        stage.addTunnel(7, 11);
        stage.addTunnel(8, 13);
        stage.addTunnel(9, 20);
        stage.addSession(7, 3, 12, "LNS_INCOMING");
        stage.addSession(7, 4, 14, "LNS_OUTGOING");
        stage.addSession(9, 3, 21, "LAC_INCOMING");
        stage.addPeer("default");
        stage.refresh();
        return stage;
    }

    private static int integer(Stage stage, int column, int index) {
        return stage.registry.get(IfMib.IF_ENTRY, column, index).toInt();
    }

    @Test
    void everyObjectOfTheListIsServedInItsOrderAndType() throws ControlException {
        try (Stage stage = filled(true)) {
            TreeMap<OID, Variable> all = stage.registry.walk();
            for (MibObject object : L2tpObjects.of(stage.context)) {
                OID oid = new OID(object.oid());
                Map<OID, Variable> instances = all.subMap(oid, oid.nextPeer());
                if (!object.name().equals("tunnelIfFlowLabel")) {
                    assertThat(instances).as(object.name()).isNotEmpty();
                }
                assertThat(instances.values())
                        .as(object.name())
                        .allMatch(value -> value.getSyntax() == object.syntax().tag());
            }
        }
    }

    @Test
    void tunnelsAndSessionsShareTheirNumbers() throws ControlException {
        try (Stage stage = filled(true)) {
            assertThat(stage.registry.get(IfMib.IF_NUMBER).toInt()).isEqualTo(6);
            assertThat(List.of(11, 12, 13, 14, 20, 21))
                    .extracting(index -> integer(stage, 3, index))
                    .containsExactly(131, 23, 131, 23, 131, 23);
            assertThat(integer(stage, 4, 11)).isEqualTo(65_467);
            assertThat(((OctetString) stage.registry.get(IfMib.IF_ENTRY, 6, 11)).getValue())
                    .containsExactly(0, 7);
        }
    }

    @Test
    void sessionsAreLeftOutWhereTheyAreNotWanted() throws ControlException {
        try (Stage stage = filled(false)) {
            assertThat(stage.registry.get(IfMib.IF_NUMBER).toInt()).isEqualTo(3);
            assertThat(stage.registry.get(IfMib.IF_ENTRY, 3, 12)).isNull();
            assertThat(stage.registry.get(L2tpMib.SESSION_STATS, 2, 11, 3).toInt())
                    .isEqualTo(12);
            assertThat(pairs(stage)).containsExactly("0.11", "0.13", "0.20", "11.0", "13.0", "20.0");
        }
    }

    private static List<String> pairs(Stage stage) {
        OID status = new OID(IfMib.IF_STACK_ENTRY + ".3");
        return stage.registry.walk().keySet().stream()
                .filter(oid -> oid.startsWith(status))
                .map(oid -> oid.get(oid.size() - 2) + "." + oid.last())
                .toList();
    }

    @Test
    void anLnsHasItsSessionsOnTheTunnelAndALacHasNot() throws ControlException {
        try (Stage stage = filled(true)) {
            assertThat(pairs(stage))
                    .containsExactly(
                            "0.12", "0.13", "0.14", "0.20", "0.21", "11.0", "12.11", "13.0", "14.11", "20.0", "21.0");
            var rows = new StackRows(new InterfaceRows(stage.inventory, true));
            assertThat(rows.after(new int[] {12}).index()).containsExactly(12, 11);
            assertThat(rows.after(new int[] {12, 10, 9}).index()).containsExactly(12, 11);
            assertThat(rows.after(new int[] {12, 11, 0}).index()).containsExactly(13, 0);
            assertThat(rows.after(new int[] {0, -1}).index()).containsExactly(11, 0);
            assertThat(rows.after(new int[] {-1})).isNull();
            assertThat(rows.get(new int[] {0, 11})).isNull();
        }
    }

    @Test
    void sessionRowsAreFoundFromAnyPlace() throws ControlException {
        try (Stage stage = filled(true)) {
            var rows = new SessionRows(stage.inventory);
            assertThat(rows.after(new int[] {}).index()).containsExactly(11, 3);
            assertThat(rows.after(new int[] {11, 3}).index()).containsExactly(11, 4);
            assertThat(rows.after(new int[] {11, 4, 1}).index()).containsExactly(20, 3);
            assertThat(rows.after(new int[] {11, -1}).index()).containsExactly(20, 3);
            assertThat(rows.after(new int[] {20, 3})).isNull();
            assertThat(rows.after(new int[] {-5})).isNull();
            assertThat(rows.get(new int[] {11, 70_000})).isNull();
        }
    }

    @Test
    void countersOfATunnelAreThoseOfControlAndData() throws ControlException {
        try (Stage stage = filled(true)) {
            Map<String, Long> counters = Map.of("control_rx_octets", 5_000_000_000L, "rx_octets", 7L);
            stage.change(7, "counters", counters);
            stage.refresh();
            assertThat(stage.registry.get(IfMib.IF_ENTRY, 10, 11).toLong()).isEqualTo(5_000_000_007L & 0xffffffffL);
            assertThat(stage.registry.get(IfMib.IF_X_ENTRY, 6, 11).toLong()).isEqualTo(5_000_000_007L);
        }
    }

    @Test
    void downClosesATunnelForGood() throws ControlException {
        try (Stage stage = filled(true)) {
            assertThat(stage.registry.set(IfMib.IF_ENTRY, 7, new Integer32(1), 11))
                    .isZero();
            assertThat(stage.registry.set(IfMib.IF_ENTRY, 7, new Integer32(3), 11))
                    .isEqualTo(PDU.wrongValue);
            assertThat(stage.registry.set(IfMib.IF_ENTRY, 7, new Integer32(2), 11))
                    .isZero();
            assertThat(stage.asked)
                    .filteredOn(Command.CloseTunnel.class::isInstance)
                    .hasSize(1);
            assertThat(integer(stage, 7, 11)).isEqualTo(2);
            assertThat(integer(stage, 8, 11)).isEqualTo(2);
            assertThat(stage.registry.set(IfMib.IF_ENTRY, 7, new Integer32(1), 11))
                    .isEqualTo(PDU.inconsistentValue);
            assertThatThrownBy(() -> stage.registry.undo.get(1).undo()).isInstanceOf(ControlException.class);
        }
    }

    @Test
    void downOfASessionClosesTheSession() throws ControlException {
        try (Stage stage = filled(true)) {
            assertThat(stage.registry.set(IfMib.IF_ENTRY, 7, new Integer32(2), 14))
                    .isZero();
            assertThat(stage.asked)
                    .contains(new Command.CloseSession(
                            new Command.TunnelKey(7, ""), new Command.SessionKey(4, ""), "closed by an operator"));
        }
    }

    @Test
    void tunnelsAreAddressedByBothEnds() throws ControlException {
        try (Stage stage = filled(true)) {
            stage.change(8, "peerAddress", "2001:db8::2");
            stage.change(8, "localAddress", "2001:db8::1");
            stage.refresh();
            assertThat(stage.registry.get(TunnelMib.IF_ENTRY, 8, 11).toInt()).isEqualTo(1);
            assertThat(stage.registry.get(TunnelMib.IF_ENTRY, 8, 13).toInt()).isEqualTo(2);
            assertThat(stage.registry.get(TunnelMib.IF_ENTRY, 7, 11)).isNull();
            assertThat(stage.registry.get(TunnelMib.IF_ENTRY, 7, 13).toInt()).isEqualTo(-1);
            int[] index = {1, 4, 192, 0, 2, 1, 4, 192, 0, 2, 2, 5, 7};
            assertThat(stage.registry.get(TunnelMib.INET_CONFIG_ENTRY, 6, index).toInt())
                    .isEqualTo(11);
        }
    }

    @Test
    void tunnelsThatComeAndGoAreNotifiedUnlessTheirTrapsAreOff() throws ControlException {
        try (Stage stage = filled(true)) {
            var memory = stage.inventory.interfaces();
            var notifications = new L2tpNotifications(stage.context);
            notifications.onEvent(new ManagedEvent(1, 0, stage.event(Kind.TUNNEL_UP, 7, 0)));
            stage.change(7, "state", "CLOSING");
            notifications.onEvent(new ManagedEvent(2, 0, stage.event(Kind.TUNNEL_DOWN, 7, 0)));
            assertThat(stage.sent)
                    .extracting(sent -> sent.notification().toDottedString())
                    .containsExactly(IfMib.LINK_UP, IfMib.LINK_DOWN);
            assertThat(stage.sent.get(1).objects())
                    .extracting(object -> object.getOid().toDottedString() + "=" + object.getVariable())
                    .containsExactly(
                            IfMib.IF_ENTRY + ".1.11=11", IfMib.IF_ENTRY + ".7.11=2", IfMib.IF_ENTRY + ".8.11=2");
            memory.tellLink(InterfaceRow.of(stage.inventory.tunnels().get(8)), false);
            notifications.onEvent(new ManagedEvent(3, 0, stage.event(Kind.TUNNEL_DOWN, 8, 0)));
            assertThat(stage.sent).hasSize(2);
        }
    }

    @Test
    void aSessionIsNotifiedWhereSomebodyAskedForIt() throws ControlException {
        try (Stage stage = filled(true)) {
            var memory = stage.inventory.interfaces();
            var notifications = new L2tpNotifications(stage.context);
            var row = InterfaceRow.of(stage.inventory.sessionInterfaces().get(14));
            assertThat(memory.isLinkTold(row)).isFalse();
            memory.tellLink(row, true);
            stage.inventory.onEvent(stage.event(Kind.SESSION_DOWN, 7, 4));
            notifications.onEvent(new ManagedEvent(1, 0, stage.event(Kind.SESSION_DOWN, 7, 3)));
            assertThat(stage.sent).isEmpty();
            notifications.onEvent(new ManagedEvent(2, 0, stage.event(Kind.SESSION_DOWN, 7, 4)));
            assertThat(stage.sent).hasSize(1);
        }
    }

    @Test
    void modulesOfAnEngineThatEndedHearNothing() throws Exception {
        try (Stage stage = filled(true)) {
            stage.modules.forEach(MibModule::close);
            List<MibModule> next = L2tpModules.of(stage.context);
            stage.events.publish(stage.event(Kind.TUNNEL_UP, 7, 0));
            stage.events.publish(stage.event(Kind.TUNNEL_UP, 8, 0));
            Eventually.equal(() -> stage.events.after(0).size(), 2);
            Eventually.equal(() -> stage.sent.size(), 2);
            next.forEach(MibModule::close);
            stage.events.publish(stage.event(Kind.TUNNEL_UP, 9, 0));
            var last = new AtomicInteger();
            stage.events.listen(event -> last.incrementAndGet());
            stage.events.publish(stage.event(Kind.TUNNEL_DOWN, 9, 0));
            Eventually.equal(() -> last.get() > 0, true);
            assertThat(stage.sent).hasSize(2);
        }
    }

    @Test
    void aPeerThatDoesNotProveItselfIsNotifiedWithItsAddress() throws ControlException {
        try (Stage stage = filled(true)) {
            stage.change(8, "detail.resultCode", 4);
            var notifications = new L2tpNotifications(stage.context);
            notifications.onEvent(new ManagedEvent(1, 0, stage.event(Kind.TUNNEL_AUTH_FAILURE, 8, 0)));
            assertThat(stage.sent).singleElement().satisfies(sent -> {
                assertThat(sent.notification().toDottedString()).isEqualTo("1.3.6.1.2.1.10.95.0.1");
                assertThat(sent.source()).isEqualTo(new OctetString("authentication 192.0.2.2 lac8"));
                assertThat(sent.objects())
                        .extracting(object -> object.getOid().toDottedString())
                        .containsExactly(
                                L2tpMib.TUNNEL_STATS + ".4.13",
                                L2tpMib.TUNNEL_STATS + ".5.13",
                                TunnelMib.IF_ENTRY + ".10.13",
                                L2tpMib.TUNNEL_STATS + ".27.13");
                assertThat(sent.objects().get(3).getVariable().toInt()).isEqualTo(4);
            });
        }
    }
}
