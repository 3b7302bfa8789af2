package org.jl2tpd.management.snmp.jl2tpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.management.PoolView;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.ManagedEvent;
import org.jl2tpd.management.model.NotificationSwitches;
import org.jl2tpd.management.snmp.Oids;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.management.snmp.TrialDaemon;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** Which notification an event becomes, and when none. */
class EventNotifierTest {
    private static final IpAddress PEER = IpAddress.parse("2001:db8::2");

    private record Sent(OID notification, OctetString source, List<VariableBinding> objects) {}

    private final List<Sent> sent = new ArrayList<>();
    private final ManagedDaemon daemon = new TrialDaemon().make();
    private final NotificationSwitches switches = new NotificationSwitches(daemon);
    private final EventNotifier notifier = new EventNotifier(
            new SnmpContext(
                    daemon,
                    System.nanoTime(),
                    (notification, source, objects) ->
                            sent.add(new Sent(notification, source, Arrays.asList(objects)))),
            switches,
            Oids.ROOT);

    private void tell(EngineEvent.Kind kind, String detail) {
        notifier.onEvent(
                new ManagedEvent(1, 1, new EngineEvent(kind, 7, 9, "office", PEER, "u", null, "ppp0", detail)));
    }

    /** Descriptors of the objects of a notification, as the MIB's text lists them. */
    private static List<String> listed(String notification) {
        return List.of(Jl2tpdObjects.named(notification).source().split(","));
    }

    private static String descriptor(OID instance) {
        String below = instance.toDottedString().substring(Oids.ROOT.length() + 1);
        return Jl2tpdObjects.all().stream()
                .filter(item -> !item.isTable() && below.startsWith(item.oid() + "."))
                .map(Jl2tpdObjects.Item::name)
                .reduce((shorter, longer) -> longer)
                .orElseThrow();
    }

    @Test
    void eachHasTheObjectsThatTheTextLists() throws Exception {
        switches.set(NotificationSwitches.Group.SESSIONS, true);
        tell(EngineEvent.Kind.TUNNEL_UP, "");
        tell(EngineEvent.Kind.TUNNEL_DOWN, "gone");
        tell(EngineEvent.Kind.SESSION_UP, "");
        tell(EngineEvent.Kind.SESSION_DOWN, "gone");
        tell(EngineEvent.Kind.LIMIT_REACHED, "max_tunnels 5");
        tell(EngineEvent.Kind.DATAPATH_FAILURE, "no device");
        tell(EngineEvent.Kind.RADIUS_SERVER_DEAD, "aaa1 (accounting): no answer");
        tell(EngineEvent.Kind.RADIUS_SERVER_ALIVE, "aaa1 (accounting)");
        tell(EngineEvent.Kind.POOL_NEARLY_FULL, "p ipv4: 9 of 10 in use");
        tell(EngineEvent.Kind.POOL_RELIEVED, "p ipv4: 7 of 10 in use");
        List<String> names = Jl2tpdObjects.all().stream()
                .filter(Jl2tpdObjects.Item::isNotification)
                .map(Jl2tpdObjects.Item::name)
                .toList();
        assertThat(sent).hasSameSizeAs(names);
        for (int i = 0; i < names.size(); i++) {
            assertThat(sent.get(i).notification())
                    .isEqualTo(new OID(
                            Oids.ROOT + "." + Jl2tpdObjects.named(names.get(i)).oid()));
            assertThat(sent.get(i).objects().stream().map(o -> descriptor(o.getOid())))
                    .as(names.get(i))
                    .containsExactlyElementsOf(listed(names.get(i)));
        }
    }

    @Test
    void theInstanceIsTheTunnelAndTheSourceTooWhetherItIsUpOrDown() {
        tell(EngineEvent.Kind.TUNNEL_UP, "");
        tell(EngineEvent.Kind.TUNNEL_DOWN, "gone");
        assertThat(sent).extracting(Sent::source).containsOnly(new OctetString("tunnel 7"));
        assertThat(sent.get(0).objects()).allMatch(object -> object.getOid().last() == 7);
    }

    @Test
    void aServersDeathAndReturnHaveOneSourceForEachRole() {
        tell(EngineEvent.Kind.RADIUS_SERVER_DEAD, "aaa1 (accounting): no answer");
        tell(EngineEvent.Kind.RADIUS_SERVER_ALIVE, "aaa1 (accounting)");
        tell(EngineEvent.Kind.RADIUS_SERVER_DEAD, "aaa1 (authentication): no answer");
        assertThat(sent)
                .extracting(Sent::source)
                .containsExactly(
                        new OctetString("radius aaa1 (accounting)"),
                        new OctetString("radius aaa1 (accounting)"),
                        new OctetString("radius aaa1 (authentication)"));
        assertThat(sent.get(0).objects().get(0).getVariable()).hasToString("aaa1 (accounting): no answer");
    }

    @Test
    void twoTunnelsOfOnePeerAreTwoSources() {
        tell(EngineEvent.Kind.TUNNEL_DOWN, "gone");
        notifier.onEvent(new ManagedEvent(
                2, 1, new EngineEvent(EngineEvent.Kind.TUNNEL_DOWN, 8, 0, "", PEER, "", null, "", "gone")));
        assertThat(sent).extracting(Sent::source).doesNotHaveDuplicates();
    }

    @Test
    void aPoolIsToldWithItsRow() {
        daemon.control().showPoolsOf(() -> List.of(new PoolView("a b", 0, 0, 10, 9, 0, 0)));
        tell(EngineEvent.Kind.POOL_NEARLY_FULL, "a b ipv6: 9 of 10 in use");
        assertThat(sent.get(0).source()).isEqualTo(new OctetString("pool a b ipv6: "));
        assertThat(sent.get(0).objects())
                .extracting(object -> object.getVariable().toString())
                .containsExactly("10", "9", "a b ipv6: 9 of 10 in use");
        assertThat(sent.get(0).objects().get(0).getOid().toDottedString()).endsWith(".1.18.1.3.2.3.97.32.98");
    }

    @Test
    void sessionsAreOffUntilSomebodyWantsThem() throws Exception {
        tell(EngineEvent.Kind.SESSION_UP, "");
        assertThat(sent).isEmpty();
        switches.set(NotificationSwitches.Group.SESSIONS, true);
        tell(EngineEvent.Kind.SESSION_UP, "");
        assertThat(sent).hasSize(1);
    }

    @Test
    void whatIsSwitchedOffIsNotSent() throws Exception {
        switches.set(NotificationSwitches.Group.LIMITS, false);
        switches.set(NotificationSwitches.Group.FAILURES, false);
        switches.set(NotificationSwitches.Group.TUNNELS, false);
        tell(EngineEvent.Kind.LIMIT_REACHED, "max_tunnels 5");
        tell(EngineEvent.Kind.DATAPATH_FAILURE, "no device");
        tell(EngineEvent.Kind.TUNNEL_UP, "");
        tell(EngineEvent.Kind.TUNNEL_RETRY, "");
        assertThat(sent).isEmpty();
    }

    @Test
    void aSwitchIsKept() throws Exception {
        switches.set(NotificationSwitches.Group.SESSIONS, true);
        assertThat(new NotificationSwitches(daemon).isOn(NotificationSwitches.Group.SESSIONS))
                .isTrue();
    }

    @Test
    void anAgentThatEndsHearsNoMore() throws Exception {
        var mib = new Jl2tpdMib(
                new SnmpContext(daemon, System.nanoTime(), (notification, source, objects) -> sent.add(null)),
                Oids.ROOT);
        mib.register(new RecordingRegistry());
        mib.close();
        for (int i = 0; i < 2; i++) {
            daemon.events().publish(new EngineEvent(EngineEvent.Kind.TUNNEL_UP, 7, 0, "", PEER, "", null, "", ""));
        }
        // When the second is told, the first has been told to all.
        Eventually.equal(() -> daemon.events().after(0).size(), 2);
        assertThat(sent).isEmpty();
    }
}
