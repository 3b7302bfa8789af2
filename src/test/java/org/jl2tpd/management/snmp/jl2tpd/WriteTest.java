package org.jl2tpd.management.snmp.jl2tpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.jl2tpd.engine.Command;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.ProfileEdit;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.management.snmp.Oids;
import org.jl2tpd.management.snmp.RowMaker;
import org.jl2tpd.management.snmp.Rows;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.management.snmp.TrialDaemon;
import org.jl2tpd.management.snmp.Write;
import org.jl2tpd.profile.ProfileKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** Changes that are taken back, and those that fail half-way. */
class WriteTest {
    private static final int TUNNEL = 7;
    private static final int DEBUG =
            Jl2tpdObjects.named("jl2tpdTunnelDebugMask").number();
    private static final int TRACE =
            Jl2tpdObjects.named("jl2tpdTunnelTraceMask").number();
    private static final int STATUS =
            Jl2tpdObjects.named("jl2tpdTunnelRowStatus").number();

    private final TrialDaemon trial = new TrialDaemon();
    private final RecordingRegistry served = new RecordingRegistry();
    private ManagedDaemon daemon;

    @BeforeEach
    void register() throws Exception {
        trial.engine.tunnels.add(FakeEngine.tunnel(TUNNEL, "office", "lac.example"));
        daemon = trial.make();
        daemon.inventory().refresh();
        new Jl2tpdMib(new SnmpContext(daemon, System.nanoTime(), (notification, source, objects) -> {}), Oids.ROOT)
                .register(served);
    }

    @SuppressWarnings("unchecked")
    private <R> RecordingRegistry.Table<R> table(String name) {
        return (RecordingRegistry.Table<R>)
                served.tables.get(Oids.ROOT + "." + Jl2tpdObjects.named(name).oid() + ".1");
    }

    private TunnelRow tunnel() {
        return daemon.inventory().tunnels().get(TUNNEL);
    }

    private RowMaker<TunnelRow> tunnels() {
        return this.<TunnelRow>table("jl2tpdTunnelTable").maker();
    }

    @Test
    void aMaskIsSetBack() throws Exception {
        Write.Undo undo = tunnels().apply(new int[] {TUNNEL}, tunnel(), Map.of(DEBUG, new Gauge32(6)));
        undo.undo();
        assertThat(trial.engine.asked.stream()
                        .filter(Command.SetDebugMask.class::isInstance)
                        .map(c -> ((Command.SetDebugMask) c).mask()))
                .containsExactly(6, 0);
    }

    @Test
    void whatWasSetBeforeAFailureIsSetBackAtOnce() {
        trial.engine.refused = Command.SetTrace.class;
        Map<Integer, Variable> both = new java.util.LinkedHashMap<>();
        both.put(DEBUG, new Gauge32(6));
        both.put(TRACE, new Gauge32(1));
        assertThatThrownBy(() -> tunnels().apply(new int[] {TUNNEL}, tunnel(), both))
                .isInstanceOf(ControlException.class);
        assertThat(trial.engine.asked.stream()
                        .filter(Command.SetDebugMask.class::isInstance)
                        .map(c -> ((Command.SetDebugMask) c).mask()))
                .containsExactly(6, 0);
    }

    @Test
    void aClosedTunnelCanNotBeTakenBackAndThatIsSaid() throws Exception {
        Write.Undo undo = tunnels().apply(new int[] {TUNNEL}, tunnel(), Map.of(STATUS, new Integer32(Status.DESTROY)));
        assertThat(trial.engine.asked).anyMatch(Command.CloseTunnel.class::isInstance);
        assertThatThrownBy(undo::undo).isInstanceOf(ControlException.class);
    }

    @Test
    void aProfileThatWasMadeIsTakenBack() throws Exception {
        RowMaker<ProfileRow> profiles =
                this.<ProfileRow>table("jl2tpdProfileTable").maker();
        int[] index = Index.join(2, Index.of("gold"));
        Map<Integer, Variable> create = Map.of(profiles.statusColumn(), new Integer32(Status.CREATE_AND_GO));
        assertThat(profiles.check(index, null, create)).isNull();
        Write.Undo undo = profiles.apply(index, null, create);
        assertThat(daemon.control().profiles().names(ProfileKind.TUNNEL)).contains("gold");
        undo.undo();
        assertThat(daemon.control().profiles().names(ProfileKind.TUNNEL)).doesNotContain("gold");
    }

    private Rows<ProfileRow.Item> attributes() {
        return this.<ProfileRow.Item>table("jl2tpdProfileAttributeTable").rows();
    }

    private ProfileRow.Item attribute(int kind, String profile, String name) {
        return attributes().get(Index.join(kind, Index.of(profile), Index.of(name)));
    }

    private Write<ProfileRow.Item> value() {
        return this.<ProfileRow.Item>table("jl2tpdProfileAttributeTable")
                .column(2)
                .write();
    }

    private Write<ProfileRow.Item> isSet() {
        return this.<ProfileRow.Item>table("jl2tpdProfileAttributeTable")
                .column(3)
                .write();
    }

    private String shown(ProfileKind kind, String profile, String name) throws ControlException {
        var view = daemon.control().profiles().show(kind, profile);
        return view.set().contains(name) ? view.values().get(name) : "unset";
    }

    @Test
    void anAttributeIsTakenBackThoughTheConfigurationHasChangedSince() throws Exception {
        daemon.control().profiles().create(ProfileKind.TUNNEL, "gold", Map.of("max_retries", "7"));
        Write.Undo first = value().apply(attribute(2, "gold", "hello_timeout"), new OctetString("30"));
        Write.Undo second = value().apply(attribute(2, "gold", "max_retries"), new OctetString("9"));
        Write.Undo third = isSet().apply(attribute(2, "gold", "max_retries"), new Integer32(2));
        daemon.control().profiles().modify(ProfileKind.TUNNEL, "gold", Map.of("idle_timeout", "99"));
        daemon.control().profiles().create(ProfileKind.TUNNEL, "silver", Map.of());
        third.undo();
        assertThat(shown(ProfileKind.TUNNEL, "gold", "max_retries")).isEqualTo("9");
        second.undo();
        assertThat(shown(ProfileKind.TUNNEL, "gold", "max_retries")).isEqualTo("7");
        first.undo();
        assertThat(shown(ProfileKind.TUNNEL, "gold", "hello_timeout")).isEqualTo("unset");
        assertThat(shown(ProfileKind.TUNNEL, "gold", "idle_timeout")).isEqualTo("99");
        assertThat(daemon.control().profiles().names(ProfileKind.TUNNEL)).contains("silver");
    }

    @Test
    void whatSomebodyElseHasSetSinceStays() throws Exception {
        daemon.control().profiles().create(ProfileKind.TUNNEL, "gold", Map.of());
        Write.Undo undo = value().apply(attribute(2, "gold", "hello_timeout"), new OctetString("30"));
        daemon.control().profiles().modify(ProfileKind.TUNNEL, "gold", Map.of("hello_timeout", "44"));
        undo.undo();
        assertThat(shown(ProfileKind.TUNNEL, "gold", "hello_timeout")).isEqualTo("44");
    }

    @Test
    void aProfileThatWasDestroyedIsMadeAgainWithWhatItHad() throws Exception {
        daemon.control().profiles().create(ProfileKind.TUNNEL, "gold", Map.of("hello_timeout", "30"));
        RowMaker<ProfileRow> profiles =
                this.<ProfileRow>table("jl2tpdProfileTable").maker();
        int[] index = Index.join(2, Index.of("gold"));
        ProfileRow row = this.<ProfileRow>table("jl2tpdProfileTable").rows().get(index);
        Write.Undo undo = profiles.apply(index, row, Map.of(profiles.statusColumn(), new Integer32(Status.DESTROY)));
        daemon.control().profiles().create(ProfileKind.TUNNEL, "silver", Map.of());
        undo.undo();
        assertThat(shown(ProfileKind.TUNNEL, "gold", "hello_timeout")).isEqualTo("30");
        assertThat(daemon.control().profiles().names(ProfileKind.TUNNEL)).contains("silver");
    }

    @Test
    void whatTheDaemonWouldRefuseIsKnownBeforeAnythingIsApplied() throws Exception {
        daemon.control().profiles().create(ProfileKind.TUNNEL, "gold", Map.of());
        daemon.control().profiles().create(ProfileKind.PEER, "p", Map.of("tunnel_profile_name", "gold"));
        assertThat(value().check(attribute(1, "p", "tunnel_profile_name"), new OctetString("missing")))
                .isEqualTo(PDU.inconsistentValue);
        assertThat(value().check(attribute(1, "p", "tunnel_profile_name"), new OctetString("default")))
                .isEqualTo(PDU.noError);
        assertThat(value().check(attribute(2, "gold", "hello_timeout"), new OctetString("-7")))
                .isEqualTo(PDU.wrongValue);
        assertThat(value().check(attribute(5, "system", "udp_port"), new OctetString("1702")))
                .isEqualTo(PDU.notWritable);
        assertThat(isSet().check(attribute(5, "system", "udp_port"), new Integer32(2)))
                .isEqualTo(PDU.notWritable);
        assertThat(value().check(attribute(5, "system", "max_tunnels"), new OctetString("7")))
                .isEqualTo(PDU.noError);
        RowMaker<ProfileRow> profiles =
                this.<ProfileRow>table("jl2tpdProfileTable").maker();
        int[] index = Index.join(2, Index.of("gold"));
        ProfileRow row = this.<ProfileRow>table("jl2tpdProfileTable").rows().get(index);
        Map<Integer, Variable> destroy = Map.of(profiles.statusColumn(), new Integer32(Status.DESTROY));
        assertThat(profiles.check(index, row, destroy).status()).isEqualTo(PDU.inconsistentValue);
        assertThat(shown(ProfileKind.PEER, "p", "tunnel_profile_name")).isEqualTo("gold");
    }

    @Test
    void oneSetMayMakeAProfileAndNameIt() throws Exception {
        daemon.control().profiles().create(ProfileKind.PEER, "p", Map.of());
        var trial = new ProfileTrial(daemon.control().configuration());
        ProfileEdit named = ProfileEdit.modify(ProfileKind.PEER, "p", Map.of("tunnel_profile_name", "gold"));
        trial.begin();
        assertThat(trial.check(ProfileEdit.create(ProfileKind.TUNNEL, "gold", Map.of()), PDU.resourceUnavailable))
                .isEqualTo(PDU.noError);
        assertThat(trial.check(named, PDU.inconsistentValue)).isEqualTo(PDU.noError);
        trial.begin();
        assertThat(trial.check(named, PDU.inconsistentValue)).isEqualTo(PDU.inconsistentValue);
        assertThat(daemon.control().profiles().names(ProfileKind.TUNNEL)).doesNotContain("gold");
    }

    @Test
    void closingIsFinalAndChangingIsNot() {
        Variable destroy = new Integer32(Status.DESTROY);
        assertThat(tunnels().isFinal(new int[] {TUNNEL}, tunnel(), Map.of(STATUS, destroy)))
                .isTrue();
        assertThat(tunnels().isFinal(new int[] {TUNNEL}, tunnel(), Map.of(DEBUG, new Gauge32(6))))
                .isFalse();
        assertThat(tunnels().isFinal(new int[] {TUNNEL}, null, Map.of(STATUS, destroy)))
                .isFalse();
        Write<Variable> enabled = served.scalars
                .get(Oids.ROOT + "."
                        + Jl2tpdObjects.named("jl2tpdSystemEnabled").oid())
                .write();
        assertThat(enabled.isFinal(new Integer32(1), new Integer32(2))).isTrue();
        assertThat(enabled.isFinal(new Integer32(1), new Integer32(1))).isFalse();
    }

    @Test
    void whatCanNotBeANameIsNoRow() {
        RowMaker<ProfileRow> profiles =
                this.<ProfileRow>table("jl2tpdProfileTable").maker();
        Map<Integer, Variable> create = Map.of(profiles.statusColumn(), new Integer32(Status.CREATE_AND_GO));
        int[][] wrong = {
            {},
            {2},
            {2, 0},
            {9, 1, 'a'},
            {2, 3, 'a', 'b'},
            {2, 1, 0x100},
            {2, 1, -1},
            {2, 1, ' '},
            {5, 1, 'a'},
            {2, 1, 0xff}
        };
        for (int[] index : wrong) {
            assertThat(profiles.check(index, null, create).status())
                    .as(java.util.Arrays.toString(index))
                    .isEqualTo(PDU.noCreation);
        }
    }

    @Test
    void attributesAreWalkedInOrderFromAnyPlace() {
        Rows<ProfileRow.Item> rows =
                this.<ProfileRow.Item>table("jl2tpdProfileAttributeTable").rows();
        int count = 0;
        Rows.Found<ProfileRow.Item> found = rows.after(new int[0]);
        while (found != null) {
            count++;
            assertThat(rows.get(found.index())).isEqualTo(found.row());
            Rows.Found<ProfileRow.Item> next = rows.after(found.index());
            assertThat(next == null || Index.ORDER.compare(next.index(), found.index()) > 0)
                    .isTrue();
            int[] shorter = java.util.Arrays.copyOf(found.index(), found.index().length - 1);
            assertThat(Index.ORDER.compare(rows.after(shorter).index(), shorter))
                    .isPositive();
            found = next;
        }
        assertThat(count).isGreaterThan(100);
        assertThat(rows.after(new int[] {6})).isNull();
        assertThat(rows.after(new int[] {1, -1})).isNotNull();
    }

    @Test
    void textThatIsNoTextIsRefused() {
        assertThat(Writes.text(new OctetString(new byte[] {(byte) 0xff}), 10)).isEqualTo(PDU.wrongValue);
        assertThat(Writes.text(new OctetString("a\nb"), 10)).isEqualTo(PDU.wrongValue);
        assertThat(Writes.text(new OctetString("abc"), 2)).isEqualTo(PDU.wrongLength);
        assertThat(Writes.text(new Integer32(1), 2)).isEqualTo(PDU.wrongType);
    }
}
