package org.jl2tpd.management.snmp.l2tp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.snmp.SnmpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snmp4j.smi.OID;

/** What is served, held against the MIBs' texts where they are, and against a table of ours everywhere. */
class MibTextTest {
    private static final String CAPABILITIES = "mibs/JL2TPD-CAPABILITIES-MIB.txt";

    @TempDir
    Path directory;

    private final Stage stage = new Stage(true);
    private List<MibObject> served;

    @BeforeEach
    void fill() throws ControlException {
        stage.addTunnel(7, 11);
        stage.addTunnel(8, 13);
        stage.change(8, "peerAddress", "2001:db8::2");
        stage.addSession(7, 3, 12, "LNS_INCOMING");
        stage.addSession(8, 4, 14, "LAC_INCOMING");
        stage.addPeer("isp.example");
        stage.refresh();
        served = L2tpObjects.of(stage.context);
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @Test
    void theTableOfObjectsIsWhatIsServed() throws Exception {
        try (InputStream table = MibTextTest.class.getResourceAsStream("objects.txt")) {
            assertThat(served.stream()
                            .map(object -> object.module() + " " + object.name() + " " + object.oid() + " "
                                    + object.syntax() + (object.writable() ? " read-write" : " read-only"))
                            .collect(Collectors.joining("\n", "", "\n")))
                    .isEqualTo(new String(table.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "L2TP-MIB, l2tpConfigGroup l2tpStatsGroup l2tpIpUdpGroup l2tpDomainGroup l2tpMappingGroup l2tpHCPacketGroup",
        "IF-MIB, ifGeneralInformationGroup ifVHCPacketGroup ifStackGroup2 ifCounterDiscontinuityGroup",
        "TUNNEL-MIB, tunnelMIBInetGroup"
    })
    void everyObjectOfTheClaimedGroupsIsServedAsItsTextSays(String module, String groups) throws Exception {
        MibText text = MibText.read(directory, module);
        List<MibObject> own =
                served.stream().filter(o -> o.module().equals(module)).toList();
        assertThat(own)
                .extracting(MibObject::name)
                .containsExactlyInAnyOrderElementsOf(text.members(groups.split(" ")));
        Set<String> readOnly = new TreeSet<>(readOnlyHere());
        for (MibObject object : own) {
            MibText.Object defined = text.objects.get(object.name());
            assertThat(object.oid()).as(object.name()).isEqualTo(defined.oid());
            assertThat(object.syntax()).as(object.name()).isEqualTo(defined.syntax());
            assertThat(defined.accessible()).as(object.name()).isTrue();
            boolean writable = defined.writable() && !readOnly.contains(object.name());
            assertThat(object.writable()).as(object.name()).isEqualTo(writable);
            assertThat(valuesOf(object)).as(object.name()).allMatch(defined::takes);
        }
    }

    /** The integers that a walk meets, and the lengths of its strings. */
    private List<Long> valuesOf(MibObject object) {
        OID oid = new OID(object.oid());
        return stage.registry.walk().subMap(oid, oid.nextPeer()).values().stream()
                .map(value -> object.syntax() == Syntax.OCTETS
                        ? (long) ((org.snmp4j.smi.OctetString) value).length()
                        : value.toLong())
                .toList();
    }

    /** The objects that our capabilities say are only read though the MIB has more. */
    private static List<String> readOnlyHere() throws Exception {
        String text = Files.readString(Path.of(CAPABILITIES));
        return Pattern.compile("VARIATION +(\\w+)\\s+(?:SYNTAX[^\\n]*\\n\\s*)?ACCESS +read-only")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void theCapabilitiesAreCleanForSmilint() throws Exception {
        SnmpClient.needs("smilint");
        String path = MibText.path(directory, "L2TP-MIB", "IF-MIB", "TUNNEL-MIB", "JL2TPD-MIB", "NET-SNMP-MIB");
        assertThat(MibText.run(List.of("smilint", "-s", "-m", "-l", "6", CAPABILITIES), path))
                .isEmpty();
    }
}
