package org.jl2tpd.management.snmp.jl2tpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.PoolView;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.snmp.Oids;
import org.jl2tpd.management.snmp.RowMaker;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.management.snmp.TrialDaemon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.SMIConstants;
import org.snmp4j.smi.Variable;

/** What is served against the MIB's own text: every object, its syntax and its access, and none more. */
class MibTextTest {
    private static final Map<String, Integer> TAGS = Map.of(
            "INTEGER", SMIConstants.SYNTAX_INTEGER,
            "Integer32", SMIConstants.SYNTAX_INTEGER,
            "OCTET STRING", SMIConstants.SYNTAX_OCTET_STRING,
            "Counter32", SMIConstants.SYNTAX_COUNTER32,
            "Counter64", SMIConstants.SYNTAX_COUNTER64,
            "Gauge32", SMIConstants.SYNTAX_GAUGE32,
            "Unsigned32", SMIConstants.SYNTAX_GAUGE32,
            "TimeTicks", SMIConstants.SYNTAX_TIMETICKS);

    /** Of the engine of this test the type of a call is none of the MIB's. */
    private static final Set<String> WITHOUT_VALUE = Set.of("jl2tpdSessionType");

    private final MibText text = MibText.read();
    private final TrialDaemon trial = new TrialDaemon();
    private final RecordingRegistry served = new RecordingRegistry();

    @BeforeEach
    void register() throws Exception {
        trial.engine.tunnels.add(FakeEngine.tunnel(7, "office", "lac.example"));
        trial.engine.sessions.add(FakeEngine.session(7, 1, "alice"));
        trial.engine.peers.add(
                new Views.Peer("office", true, false, false, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        trial.engine.closed = new Views.Closed(
                List.of(new Views.ClosedTunnel(
                        1, 1, 1, 1, 1, "office", "192.0.2.2", 1701, "lac", "office", true, true, 1, 1, 0, "gone")),
                List.of(new Views.ClosedSession(
                        1, 1, 1, 1, 1, 1, "alice", "192.0.2.2", "10.0.0.2", true, true, 1, 1, 1, 0, -1, "gone")));
        ManagedDaemon daemon = trial.make();
        daemon.control().showPoolsOf(() -> List.of(new PoolView("p", 10, 3, 0, 0, 0, 0)));
        daemon.inventory().refresh();
        new Jl2tpdMib(new SnmpContext(daemon, System.nanoTime(), (notification, source, objects) -> {}), Oids.ROOT)
                .register(served);
    }

    private static String oid(MibText.Item item) {
        return Oids.ROOT + "." + item.oid();
    }

    private static boolean isReadable(MibText.Item item) {
        return item.access().startsWith("read-");
    }

    private static boolean isColumn(MibText.Item item) {
        return item.oid().split("\\.").length == 4;
    }

    private static boolean isWritable(MibText.Item item) {
        return item.access().equals("read-write") || item.access().equals("read-create");
    }

    @Test
    void theProgramsListIsTheText() {
        assertThat(Jl2tpdObjects.all().stream()
                        .map(item -> new MibText.Item(item.name(), item.oid(), item.syntax(), item.access())))
                .containsExactlyElementsOf(text.items());
        assertThat(text.items()).hasSizeGreaterThan(250);
    }

    @Test
    void everyObjectIsServedAndNoneMore() {
        Set<String> wanted = new TreeSet<>();
        text.items().stream()
                .filter(MibTextTest::isReadable)
                .map(MibTextTest::oid)
                .forEach(wanted::add);
        Set<String> found = new TreeSet<>(served.scalars.keySet());
        served.tables.forEach(
                (entry, table) -> table.columns().forEach(column -> found.add(entry + "." + column.number())));
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void everyValueHasTheSyntaxOfTheText() {
        List<String> wrong = new ArrayList<>();
        for (MibText.Item item : text.items()) {
            if (isReadable(item) && !WITHOUT_VALUE.contains(item.name()) && !isDial(item)) {
                Variable value = value(item);
                if (value == null || value.getSyntax() != TAGS.get(item.syntax())) {
                    wrong.add(item + ": " + value);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isDial(MibText.Item item) {
        return item.name().startsWith("jl2tpdDial") && !item.name().equals("jl2tpdDialTable");
    }

    private Variable value(MibText.Item item) {
        if (!isColumn(item)) {
            return served.scalars.get(oid(item)).value().get();
        }
        return table(item).first(number(item));
    }

    private RecordingRegistry.Table<?> table(MibText.Item column) {
        return served.tables.get(oid(column).substring(0, oid(column).lastIndexOf('.')));
    }

    private static int number(MibText.Item item) {
        return Integer.parseInt(item.oid().substring(item.oid().lastIndexOf('.') + 1));
    }

    @Test
    void whatTheTextLetsBeWrittenCanBeAndNothingElse() {
        for (MibText.Item item : text.items()) {
            if (isReadable(item)) {
                assertThat(canBeWritten(item)).as(item.name()).isEqualTo(isWritable(item));
            }
        }
    }

    private boolean canBeWritten(MibText.Item item) {
        if (!isColumn(item)) {
            return served.scalars.get(oid(item)).write() != null;
        }
        RecordingRegistry.Table<?> table = table(item);
        if (table.maker() != null) {
            RowMaker.Refusal refusal =
                    table.maker().check(new int[] {1}, null, Map.of(number(item), new Integer32(99)));
            return refusal == null || refusal.status() != PDU.notWritable;
        }
        return table.column(number(item)).write() != null;
    }

    @Test
    void labelsAreTheNamesThatTheProgramHas() {
        assertThat(text.labelsOf("Jl2tpdDropReason").stream().map(MibTextTest::squeezed))
                .containsExactlyElementsOf(
                        DropReasons.NAMES.stream().map(MibTextTest::squeezed).toList());
        assertThat(text.labelsOf("Jl2tpdControlState").stream().map(MibTextTest::squeezed))
                .containsExactlyElementsOf(
                        States.CONTROL.stream().map(MibTextTest::squeezed).toList());
        assertThat(text.labelsOf("Jl2tpdKindOfProfile").stream().map(MibTextTest::squeezed))
                .containsExactlyElementsOf(ProfileRow.KINDS.stream()
                        .map(kind -> squeezed(kind.name()))
                        .toList());
    }

    /** The same for {@code waitCtlReply}, {@code WAIT_CTL_REPLY} and {@code wait_ctl_reply}. */
    private static String squeezed(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mibs/README.md", "etc/snmp_exporter-generator.yml"})
    void whatIsSaidOfTheMibNamesObjectsThatItHas(String file) throws Exception {
        Set<String> known = new TreeSet<>(text.names());
        Set<String> said = Pattern.compile("\\bjl2tpd[A-Z]\\w*")
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(said).hasSizeGreaterThan(10).isSubsetOf(known);
    }
}
