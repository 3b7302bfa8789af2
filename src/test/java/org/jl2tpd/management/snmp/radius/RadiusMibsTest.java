package org.jl2tpd.management.snmp.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.FakeRadius;
import org.jl2tpd.management.RadiusView;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.StateStore;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.management.snmp.l2tp.FakeRegistry;
import org.jl2tpd.management.snmp.l2tp.MibObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** The RADIUS MIBs: the objects that their RFCs have, and in each what the view says. */
class RadiusMibsTest {
    /** What tables of RFC 4668 and RFC 4670 have no column for. */
    private static final Set<String> WITHOUT_COLUMN = Set.of("name", "group", "role", "state", "stateSeconds");

    private final EventHub events = EventHub.start("radius-mibs");
    private final FakeRegistry registry = new FakeRegistry();
    private List<MibObject> served;
    private TreeMap<OID, Variable> values;

    @BeforeEach
    void register() {
        Control control = new FakeEngine().control();
        var daemon = new ManagedDaemon("", control, new Inventory(control), events, StateStore.inMemory());
        var context = new SnmpContext(daemon, System.nanoTime(), (notification, source, objects) -> {});
        RadiusModules.of(context).forEach(module -> module.register(registry));
        served = RadiusModules.objects(context);
        values = registry.walk();
    }

    @AfterEach
    void end() {
        events.close();
    }

    @Test
    void everyCurrentObjectOfTheirTextsIsServed() throws Exception {
        try (InputStream table = RadiusMibsTest.class.getResourceAsStream("objects.txt")) {
            assertThat(served.stream()
                            .map(object -> object.module() + " " + object.name() + " " + object.oid() + " "
                                    + object.syntax() + (object.writable() ? " read-write" : " read-only")))
                    .containsExactlyInAnyOrderElementsOf(new String(table.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
    }

    @Test
    void everyValueHasItsObjectsType() {
        for (MibObject object : served) {
            OID oid = new OID(object.oid());
            assertThat(values.subMap(oid, oid.nextPeer()).values())
                    .as(object.name())
                    .isNotEmpty()
                    .allMatch(value -> value.getSyntax() == object.syntax().tag());
        }
    }

    private long number(String name, int... index) {
        MibObject object = served.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        OID oid = new OID(object.oid());
        for (int part : index) {
            oid.append(part);
        }
        return values.get(oid).toLong();
    }

    private Variable value(MibObject object, int index) {
        return values.get(new OID(object.oid()).append(index));
    }

    private static Object figure(Record row, String component) throws Exception {
        return row.getClass().getMethod(component).invoke(row);
    }

    private Set<String> compare(String module, String prefix, List<? extends Record> rows) throws Exception {
        Set<String> shown = new LinkedHashSet<>();
        for (MibObject object : served) {
            if (!object.module().equals(module) || !object.shows().startsWith(prefix)) {
                continue;
            }
            String component = object.shows().substring(prefix.length());
            shown.add(component);
            for (int i = 0; i < rows.size(); i++) {
                if (figure(rows.get(i), component) instanceof Number number) {
                    long expected =
                            component.equals("roundTripMicros") ? number.longValue() / 10_000 : number.longValue();
                    assertThat(value(object, i + 1).toLong()).as(object.name()).isEqualTo(expected);
                }
            }
        }
        return shown;
    }

    private static List<RadiusView.Server> servers(String role) {
        return FakeRadius.VIEW.servers().stream()
                .filter(server -> server.role().equals(role))
                .toList();
    }

    private static Set<String> components(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !WITHOUT_COLUMN.contains(name))
                .collect(Collectors.toSet());
    }

    @Test
    void everyFigureOfAServerIsInItsRow() throws Exception {
        Set<String> shown = compare("RADIUS-AUTH-CLIENT-MIB", "Server.", servers("authentication"));
        Set<String> ofAccounting = compare("RADIUS-ACC-CLIENT-MIB", "Server.", servers("accounting"));
        assertThat(shown).contains("accepts", "rejects", "challenges").doesNotContain("responses");
        assertThat(ofAccounting).contains("responses").doesNotContain("accepts", "rejects", "challenges");
        shown.addAll(ofAccounting);
        assertThat(shown).isEqualTo(components(RadiusView.Server.class));
    }

    @Test
    void everyFigureOfAClientIsInItsRow() throws Exception {
        Set<String> shown = compare("RADIUS-DYNAUTH-SERVER-MIB", "Client.", FakeRadius.VIEW.clients());
        assertThat(shown).isEqualTo(components(RadiusView.Client.class));
    }

    @Test
    void aServerHasOneRowForEachRole() {
        assertThat(number("radiusAuthClientServerInetPortNumber", 1)).isEqualTo(1812);
        assertThat(number("radiusAuthClientServerInetPortNumber", 2)).isEqualTo(1645);
        assertThat(number("radiusAuthServerInetAddressType", 2)).isEqualTo(2);
        assertThat(number("radiusAccClientServerInetPortNumber", 1)).isEqualTo(1813);
        assertThat(number("radiusAuthClientInvalidServerAddresses", 0)).isEqualTo(15);
        assertThat(number("radiusDynAuthServerDisconInvalidClientAddresses", 0)).isEqualTo(16);
        assertThat(number("radiusDynAuthServerCoAInvalidClientAddresses", 0)).isEqualTo(17);
    }
}
